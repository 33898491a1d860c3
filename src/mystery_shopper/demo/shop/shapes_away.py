"""The forms of things to wear, to write with and to take outdoors."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopper.demo.shop.strokes import Shape, line, path, rect


def blanket(body: str, shade: str) -> str:
    bars = "".join(line(f"M{x} 176v140", shade, 9, 'opacity=".6"') for x in range(124, 280, 38))
    fringe = line(
        "M104 322v18M128 322v18M152 322v18M176 322v18M200 322v18M224 322v18M248 322v18M272 322v18M296 322v18", shade, 4
    )
    return (
        path("M92 176q108-40 216 0v146H92z", body)
        + bars
        + line("M92 228h216M92 280h216", "#fff", 6, 'opacity=".5"')
        + fringe
    )


def notebook(body: str, shade: str) -> str:
    return (
        rect(124, 92, 164, 244, 8, shade)
        + rect(116, 86, 164, 244, 8, body)
        + rect(142, 128, 96, 44, 3, "#fdfbf6")
        + line("M258 86v244", shade, 8)
    )


def calendar(body: str, shade: str) -> str:
    days = "".join(rect(122 + 28 * (i % 6), 168 + 28 * (i // 6), 18, 18, 3, shade, 'opacity=".5"') for i in range(30))
    return rect(104, 92, 192, 244, 8, "#fdfbf6") + path("M104 146v-46q0-8 8-8h176q8 0 8 8v46z", body) + days


def cards(body: str, shade: str) -> str:
    back = rect(112, 150, 180, 130, 6, shade, 'transform="rotate(-9 200 215)"')
    front = rect(104, 190, 192, 140, 6, "#fdfbf6") + line("M104 194l96 74 96-74", body, 5)
    return back + front + f'<circle cx="200" cy="268" r="17" fill="{body}"/>'


def pen(body: str, shade: str) -> str:
    turn = 'transform="rotate(38 200 210)"'
    return (
        f"<g {turn}>"
        + rect(186, 74, 28, 210, 12, body)
        + path("M186 276h28l-14 52z", shade)
        + rect(210, 88, 8, 90, 4, shade)
        + "</g>"
    )


def jumper(body: str, shade: str) -> str:
    ribs = "".join(line(f"M{x} 150v158", shade, 3, 'opacity=".45"') for x in range(150, 256, 14))
    return (
        path("M152 92h96l74 60-28 140-42-8 4 54H144l4-54-42 8-28-140z", body)
        + ribs
        + line("M160 94q40 34 80 0", shade, 12)
        + line("M146 330h108", shade, 12)
    )


def tee(body: str, shade: str) -> str:
    return (
        path("M150 96h100l86 54-34 58-40-22v150H138V186l-40 22-34-58z", body)
        + line("M162 98q38 38 76 0", shade, 9)
        + line("M138 326h124", shade, 3)
    )


def jacket(body: str, shade: str) -> str:
    zip_line = line("M200 120v212", "#fdf3d3", 4, 'stroke-dasharray="5 4"')
    pockets = rect(146, 252, 42, 34, 5, shade) + rect(212, 252, 42, 34, 5, shade)
    return (
        path("M156 86q44-32 88 0l70 66-22 146-40-6 4 46H144l4-46-40 6-22-146z", body)
        + path("M160 90q40-40 80 0l-40 42z", shade)
        + zip_line
        + pockets
    )


def robe(body: str, shade: str) -> str:
    belt = rect(138, 212, 124, 20, 4, shade) + line("M214 228l8 70", shade, 9)
    return (
        path("M158 76h84l66 52-22 96-30-6 18 120H126l18-120-30 6-22-96z", body)
        + line("M168 78l32 134 32-134", shade, 13)
        + belt
    )


def apron(body: str, shade: str) -> str:
    straps = line("M160 98q40-70 80 0", shade, 9) + line("M112 212h176", shade, 9)
    return (
        straps
        + path("M156 96h88l8 92 44 26-12 122H116l-12-122 44-26z", body)
        + rect(152, 238, 96, 58, 6, shade, 'opacity=".5"')
    )


def socks(body: str, shade: str) -> str:
    one = path("M120 92h64v142q0 14 12 24l40 34q12 26-18 40h-46q-14 0-24-12l-18-24q-10-14-10-30z", body)
    toe = path("M206 268l30 24q12 26-18 40h-30q-4-40 18-64z", shade) + rect(120, 92, 64, 26, 6, shade)
    return (
        f'<g transform="translate(64 -10)" opacity=".75">{one}{toe}</g><g transform="translate(-10 4)">{one}{toe}</g>'
    )


def beanie(body: str, shade: str) -> str:
    ribs = "".join(line(f"M200 118Q{x} 170 {x} 268", shade, 4, 'opacity=".5"') for x in range(122, 290, 26))
    return (
        path("M98 284q0-176 102-176t102 176z", body)
        + ribs
        + rect(88, 266, 224, 68, 22, shade)
        + f'<circle cx="200" cy="100" r="24" fill="{body}"/>'
    )


def scarf(body: str, shade: str) -> str:
    checks = line("M128 120h144M128 148h144M218 190v120M248 190v120", "#fff", 5, 'opacity=".55"')
    fringe = line("M212 318v18M228 318v18M244 318v18M258 318v18", shade, 5)
    return (
        path("M118 102q82-34 164 0v58q-82 26-164 0z", body)
        + path("M204 156h62v164h-62z", body)
        + checks
        + line("M204 168v150", shade, 4)
        + fringe
    )


def gloves(body: str, shade: str) -> str:
    one = path(
        "M120 336V232l-34-44q-4-22 18-18l30 32V110q12-18 26 0v76h4V94q14-18 28 0v92h4v-78q13-16 26 0v138q0 40-22 90z",
        body,
    )
    cuff = rect(114, 300, 92, 36, 8, shade)
    return f'<g transform="translate(36 0)">{one}{cuff}</g>'


def boots(body: str, shade: str) -> str:
    laces = line("M186 158l44 8M186 186l46 8M188 214l46 8", "#fdf3d3", 6)
    return (
        path("M130 100h104v124q4 18 34 26 50 12 50 62v10H130z", body)
        + rect(122, 310, 204, 28, 8, shade)
        + laces
        + rect(126, 92, 112, 26, 10, shade)
    )


def tent(body: str, shade: str) -> str:
    door = path("M200 130l44 206h-88z", "#26323a", 'opacity=".75"') + path("M200 130l-44 206h22z", shade)
    return path("M200 112L348 336H52z", body) + path("M200 112L348 336h-84z", shade, 'opacity=".6"') + door


def backpack(body: str, shade: str) -> str:
    grip = line("M176 92q24-36 48 0", shade, 10)
    front = rect(138, 222, 124, 100, 18, shade) + line("M152 246h96", "#fdf3d3", 5)
    return (
        grip
        + rect(116, 88, 168, 250, 54, body)
        + path("M116 150q84 44 168 0v-10q0-52-54-52h-60q-54 0-54 52z", shade, 'opacity=".55"')
        + front
        + line("M200 176v40", "#fdf3d3", 8)
    )


def chair(body: str, shade: str) -> str:
    legs = line("M112 92l150 246M286 196l-142 142", "#a4875b", 13)
    cloth = path("M118 84l32-10 92 152 58-36 14 26-80 52z", body)
    return (
        legs
        + cloth
        + line("M134 92l92 150M240 240l62-38", "#fff", 7, 'opacity=".7"')
        + line("M106 96l50-24", shade, 10)
    )


def hammock(body: str, shade: str) -> str:
    poles = line("M62 110v228M338 110v228", "#a4875b", 14)
    ropes = line("M64 140l48 56M336 140l-48 56", shade, 5)
    return (
        poles
        + ropes
        + path("M108 190q92 132 184 0q-18 122-92 122T108 190z", body)
        + line("M118 210q82 96 164 0", "#fff", 6, 'opacity=".6"')
    )


SHAPES: Mapping[str, Shape] = {
    each.__name__: each
    for each in (
        blanket,
        notebook,
        calendar,
        cards,
        pen,
        jumper,
        tee,
        jacket,
        robe,
        apron,
        socks,
        beanie,
        scarf,
        gloves,
        boots,
        tent,
        backpack,
        chair,
        hammock,
    )
}
"""Every form of this module by the name that the catalogue uses."""
