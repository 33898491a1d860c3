"""The forms that product pictures are made of, each a function of body and shade colour giving SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Shape = Callable[[str, str], str]


def _path(d: str, fill: str, extra: str = "") -> str:
    return f'<path d="{d}" fill="{fill}" {extra}/>'


def _line(d: str, colour: str, width: float, extra: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" {extra}/>'


def _rect(x: float, y: float, w: float, h: float, r: float, fill: str, extra: str = "") -> str:
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" {extra}/>'


def _lathe(profile: list[tuple[float, float]], body: str, shade: str) -> str:
    """A turned body from (height, half width) pairs, with a soft shade on its right and a lip on top."""
    left = [(200 - half, y) for y, half in profile]
    right = [(200 + half, y) for y, half in reversed(profile)]
    whole = "M" + "L".join(f"{x} {y}" for x, y in _soft(left) + _soft(right)) + "Z"
    inner = [(200 + half * 0.35, y) for y, half in profile]
    side = "M" + "L".join(f"{x} {y}" for x, y in _soft(inner) + _soft(right)) + "Z"
    top, half = profile[0]
    lip = f'<ellipse cx="200" cy="{top}" rx="{half}" ry="{half * 0.13:.1f}" fill="{shade}"/>'
    return _path(whole, body, 'stroke-linejoin="round"') + _path(side, shade, 'opacity=".35"') + lip


def _soft(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Cut each corner of a line three times, which rounds it (Chaikin)."""
    for _ in range(3):
        cut = [points[0]]
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            cut += [(ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25), (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75)]
        points = [*cut, points[-1]]
    return [(round(x, 1), round(y, 1)) for x, y in points]


def mug(body: str, shade: str) -> str:
    handle = _line("M276 190q66-6 58 52t-66 50", body, 20)
    return handle + _lathe([(140, 88), (240, 86), (320, 80), (336, 62)], body, shade) + _line("M116 282q84 14 168 0", "#fff", 5, 'opacity=".6"')


def bowl(body: str, shade: str) -> str:
    return _lathe([(190, 126), (230, 122), (300, 86), (330, 46), (338, 46)], body, shade)


def jar(body: str, shade: str) -> str:
    lid = _rect(132, 104, 136, 34, 10, "#b98a57")
    return _lathe([(132, 72), (150, 88), (240, 92), (320, 88), (338, 76)], body, shade) + lid


def vase(body: str, shade: str) -> str:
    twig = _line("M200 130q-14-44 6-92M202 96q26-16 34-38M198 78q-24-12-28-30", "#5f7a52", 5)
    return twig + _lathe([(120, 30), (150, 24), (200, 52), (262, 70), (320, 56), (338, 44)], body, shade)


def bottle(body: str, shade: str) -> str:
    cap = _rect(176, 70, 48, 42, 8, "#2b3a35")
    label = _rect(152, 218, 96, 74, 4, "#fdfbf6") + _line("M170 244h60M178 262h44", shade, 4)
    return _lathe([(112, 22), (140, 26), (170, 62), (230, 64), (320, 62), (338, 56)], body, shade) + cap + label


def flask(body: str, shade: str) -> str:
    cap = _rect(164, 54, 72, 50, 12, "#2b3a35")
    return _lathe([(100, 34), (124, 52), (160, 60), (300, 60), (338, 54)], body, shade) + cap + _rect(140, 262, 120, 10, 0, "#fff", 'opacity=".55"')


def candle(body: str, shade: str) -> str:
    flame = _path("M200 78q22 30 0 52q-22-22 0-52z", "#f2b13c") + _line("M200 126v26", "#3b3a33", 4)
    return _lathe([(150, 66), (240, 66), (320, 66), (338, 62)], body, shade) + flame + _rect(150, 226, 100, 60, 4, "#fdfbf6")


def teapot(body: str, shade: str) -> str:
    spout = _path("M120 250q-40-20-52-78l24-4q14 44 46 50z", body)
    handle = _line("M282 190q66 0 52 56t-66 38", shade, 16)
    knob = f'<circle cx="200" cy="126" r="13" fill="{shade}"/>'
    return spout + handle + _lathe([(146, 50), (166, 82), (240, 100), (310, 84), (338, 60)], body, shade) + knob


def kettle(body: str, shade: str) -> str:
    arch = _line("M132 176q0-94 68-94t68 94", "#2b3a35", 15)
    spout = _path("M118 268q-36-24-56-74l22-10q22 40 50 46z", shade)
    return arch + spout + _lathe([(164, 40), (184, 82), (262, 106), (320, 102), (338, 92)], body, shade)


def pan(body: str, shade: str) -> str:
    handle = _rect(286, 222, 98, 22, 11, shade)
    return handle + _lathe([(206, 112), (250, 110), (306, 100), (338, 84)], body, shade) + _line("M96 214q104 22 208 0", "#fff", 3, 'opacity=".35"')


def lantern(body: str, shade: str) -> str:
    ring = _line("M160 120q40-86 80 0", shade, 8)
    glass = _rect(148, 142, 104, 140, 26, "#fdf3d3") + _path("M200 176q30 42 0 76q-30-34 0-76z", "#f2b13c")
    bars = _line("M168 142v140M232 142v140", body, 6)
    return ring + glass + bars + _rect(136, 112, 128, 36, 12, body) + _rect(126, 278, 148, 58, 14, body) + _rect(126, 306, 148, 30, 12, shade)


def basket(body: str, shade: str) -> str:
    weave = "".join(_line(f"M{104 + i * 4} {y}h{192 - i * 8}", shade, 5, 'stroke-dasharray="14 9"') for i, y in enumerate(range(186, 330, 22)))
    ears = _line("M120 168q-24-40 20-40M280 168q24-40-20-40", shade, 12)
    return ears + _path("M92 162h216l-26 176H118z", body) + weave


def board(body: str, shade: str) -> str:
    rings = _line("M128 150q70 22 144 0M128 206q70 26 144 0M128 262q70 22 144 0", shade, 3, 'opacity=".5"')
    return _rect(176, 44, 48, 90, 20, body) + _rect(112, 104, 176, 232, 20, body) + rings + '<circle cx="200" cy="74" r="10" fill="#fbfaf6"/>'


def soap(body: str, shade: str) -> str:
    return _rect(104, 250, 192, 84, 30, shade) + _rect(104, 236, 192, 82, 30, body) + _line("M160 276h80", "#fff", 6, 'opacity=".7"')


def towels(body: str, shade: str) -> str:
    fold = "".join(_rect(100, y, 200, 52, 22, body) + _line(f"M112 {y + 40}h176", shade, 3) for y in (284, 228, 172))
    return fold + _rect(216, 172, 30, 164, 0, shade, 'opacity=".35"')


def blanket(body: str, shade: str) -> str:
    bars = "".join(_line(f"M{x} 176v140", shade, 9, 'opacity=".6"') for x in range(124, 280, 38))
    fringe = _line("M104 322v18M128 322v18M152 322v18M176 322v18M200 322v18M224 322v18M248 322v18M272 322v18M296 322v18", shade, 4)
    return _path("M92 176q108-40 216 0v146H92z", body) + bars + _line("M92 228h216M92 280h216", "#fff", 6, 'opacity=".5"') + fringe


def cushion(body: str, shade: str) -> str:
    stripes = "".join(_line(f"M{x} 140q6 88 0 180", "#fff", 9, 'opacity=".75"') for x in (140, 170, 230, 260))
    return _path("M88 128q112 26 224 0q-20 102 0 208q-112-22-224 0q20-106 0-208z", body) + stripes + _line("M88 128q112 26 224 0", shade, 4)


def rug(body: str, shade: str) -> str:
    rows = "".join(_line(f"M{118 - i * 6} {214 + i * 16}h{164 + i * 12}", shade, 4, 'stroke-dasharray="10 7"') for i in range(7))
    return _path("M124 198h152l48 134H76z", body) + rows


def tray(body: str, shade: str) -> str:
    return _path("M84 252h232l-18 78H102z", shade) + _path("M84 252h232l-10 44H94z", body) + _path("M110 236h180l26 16H84z", shade, 'opacity=".6"')


def frame(body: str, shade: str) -> str:
    view = _path("M136 262l44-60 34 40 22-24 34 44z", "#6f8558") + '<circle cx="236" cy="150" r="15" fill="#e0a73c"/>'
    return _rect(104, 76, 192, 262, 4, body) + _rect(120, 92, 160, 230, 2, "#fdfbf6") + view + _line("M104 338h192", shade, 4)


def notebook(body: str, shade: str) -> str:
    return _rect(124, 92, 164, 244, 8, shade) + _rect(116, 86, 164, 244, 8, body) + _rect(142, 128, 96, 44, 3, "#fdfbf6") + _line("M258 86v244", shade, 8)


def calendar(body: str, shade: str) -> str:
    days = "".join(_rect(122 + 28 * (i % 6), 168 + 28 * (i // 6), 18, 18, 3, shade, 'opacity=".5"') for i in range(30))
    return _rect(104, 92, 192, 244, 8, "#fdfbf6") + _path("M104 146v-46q0-8 8-8h176q8 0 8 8v46z", body) + days


def cards(body: str, shade: str) -> str:
    back = _rect(112, 150, 180, 130, 6, shade, 'transform="rotate(-9 200 215)"')
    front = _rect(104, 190, 192, 140, 6, "#fdfbf6") + _line("M104 194l96 74 96-74", body, 5)
    return back + front + f'<circle cx="200" cy="268" r="17" fill="{body}"/>'


def lamp(body: str, shade: str) -> str:
    return _rect(192, 186, 16, 130, 4, shade) + _rect(146, 312, 108, 24, 12, shade) + _path("M148 84h104l38 110H110z", body) + _path("M208 84h44l38 110h-70z", shade, 'opacity=".3"')


def clock(body: str, shade: str) -> str:
    ticks = "".join(_line("M200 122v14", shade, 5, f'transform="rotate({30 * i} 200 212)"') for i in range(12))
    face = f'<circle cx="200" cy="212" r="122" fill="{body}"/><circle cx="200" cy="212" r="104" fill="#fdfbf6"/>'
    return face + ticks + _line("M200 212V150M200 212l44 28", "#26323a", 7)


def brush(body: str, shade: str) -> str:
    return _rect(188, 60, 24, 180, 12, body) + _rect(160, 214, 80, 116, 34, shade) + _line("M176 236v80M192 236v84M208 236v84M224 236v80", "#fdf3d3", 7)


def pen(body: str, shade: str) -> str:
    turn = 'transform="rotate(38 200 210)"'
    return f'<g {turn}>' + _rect(186, 74, 28, 210, 12, body) + _path("M186 276h28l-14 52z", shade) + _rect(210, 88, 8, 90, 4, shade) + "</g>"


def jumper(body: str, shade: str) -> str:
    ribs = "".join(_line(f"M{x} 150v158", shade, 3, 'opacity=".45"') for x in range(150, 256, 14))
    return _path("M152 92h96l74 60-28 140-42-8 4 54H144l4-54-42 8-28-140z", body) + ribs + _line("M160 94q40 34 80 0", shade, 12) + _line("M146 330h108", shade, 12)


def tee(body: str, shade: str) -> str:
    return _path("M150 96h100l86 54-34 58-40-22v150H138V186l-40 22-34-58z", body) + _line("M162 98q38 38 76 0", shade, 9) + _line("M138 326h124", shade, 3)


def jacket(body: str, shade: str) -> str:
    zip_line = _line("M200 120v212", "#fdf3d3", 4, 'stroke-dasharray="5 4"')
    pockets = _rect(146, 252, 42, 34, 5, shade) + _rect(212, 252, 42, 34, 5, shade)
    return _path("M156 86q44-32 88 0l70 66-22 146-40-6 4 46H144l4-46-40 6-22-146z", body) + _path("M160 90q40-40 80 0l-40 42z", shade) + zip_line + pockets


def robe(body: str, shade: str) -> str:
    belt = _rect(138, 212, 124, 20, 4, shade) + _line("M214 228l8 70", shade, 9)
    return _path("M158 76h84l66 52-22 96-30-6 18 120H126l18-120-30 6-22-96z", body) + _line("M168 78l32 134 32-134", shade, 13) + belt


def apron(body: str, shade: str) -> str:
    straps = _line("M160 98q40-70 80 0", shade, 9) + _line("M112 212h176", shade, 9)
    return straps + _path("M156 96h88l8 92 44 26-12 122H116l-12-122 44-26z", body) + _rect(152, 238, 96, 58, 6, shade, 'opacity=".5"')


def socks(body: str, shade: str) -> str:
    one = _path("M120 92h64v142q0 14 12 24l40 34q12 26-18 40h-46q-14 0-24-12l-18-24q-10-14-10-30z", body)
    toe = _path("M206 268l30 24q12 26-18 40h-30q-4-40 18-64z", shade) + _rect(120, 92, 64, 26, 6, shade)
    return f'<g transform="translate(64 -10)" opacity=".75">{one}{toe}</g><g transform="translate(-10 4)">{one}{toe}</g>'


def beanie(body: str, shade: str) -> str:
    ribs = "".join(_line(f"M200 118Q{x} 170 {x} 268", shade, 4, 'opacity=".5"') for x in range(122, 290, 26))
    return _path("M98 284q0-176 102-176t102 176z", body) + ribs + _rect(88, 266, 224, 68, 22, shade) + f'<circle cx="200" cy="100" r="24" fill="{body}"/>'


def scarf(body: str, shade: str) -> str:
    checks = _line("M128 120h144M128 148h144M218 190v120M248 190v120", "#fff", 5, 'opacity=".55"')
    fringe = _line("M212 318v18M228 318v18M244 318v18M258 318v18", shade, 5)
    return _path("M118 102q82-34 164 0v58q-82 26-164 0z", body) + _path("M204 156h62v164h-62z", body) + checks + _line("M204 168v150", shade, 4) + fringe


def gloves(body: str, shade: str) -> str:
    one = _path("M120 336V232l-34-44q-4-22 18-18l30 32V110q12-18 26 0v76h4V94q14-18 28 0v92h4v-78q13-16 26 0v138q0 40-22 90z", body)
    cuff = _rect(114, 300, 92, 36, 8, shade)
    return f'<g transform="translate(36 0)">{one}{cuff}</g>'


def boots(body: str, shade: str) -> str:
    laces = _line("M186 158l44 8M186 186l46 8M188 214l46 8", "#fdf3d3", 6)
    return _path("M130 100h104v124q4 18 34 26 50 12 50 62v10H130z", body) + _rect(122, 310, 204, 28, 8, shade) + laces + _rect(126, 92, 112, 26, 10, shade)


def tent(body: str, shade: str) -> str:
    door = _path("M200 130l44 206h-88z", "#26323a", 'opacity=".75"') + _path("M200 130l-44 206h22z", shade)
    return _path("M200 112L348 336H52z", body) + _path("M200 112L348 336h-84z", shade, 'opacity=".6"') + door


def backpack(body: str, shade: str) -> str:
    grip = _line("M176 92q24-36 48 0", shade, 10)
    front = _rect(138, 222, 124, 100, 18, shade) + _line("M152 246h96", "#fdf3d3", 5)
    return grip + _rect(116, 88, 168, 250, 54, body) + _path("M116 150q84 44 168 0v-10q0-52-54-52h-60q-54 0-54 52z", shade, 'opacity=".55"') + front + _line("M200 176v40", "#fdf3d3", 8)


def chair(body: str, shade: str) -> str:
    legs = _line("M112 92l150 246M286 196l-142 142", "#a4875b", 13)
    cloth = _path("M118 84l32-10 92 152 58-36 14 26-80 52z", body)
    return legs + cloth + _line("M134 92l92 150M240 240l62-38", "#fff", 7, 'opacity=".7"') + _line("M106 96l50-24", shade, 10)


def hammock(body: str, shade: str) -> str:
    poles = _line("M62 110v228M338 110v228", "#a4875b", 14)
    ropes = _line("M64 140l48 56M336 140l-48 56", shade, 5)
    return poles + ropes + _path("M108 190q92 132 184 0q-18 122-92 122T108 190z", body) + _line("M118 210q82 96 164 0", "#fff", 6, 'opacity=".6"')


SHAPES: Mapping[str, Shape] = {
    each.__name__: each
    for each in (
        *(mug, bowl, jar, vase, bottle, flask, candle, teapot, kettle, pan, lantern, basket, board, soap, towels),
        *(blanket, cushion, rug, tray, frame, notebook, calendar, cards, lamp, clock, brush, pen, jumper, tee),
        *(jacket, robe, apron, socks, beanie, scarf, gloves, boots, tent, backpack, chair, hammock),
    )
}
"""Every form by the name that the catalogue uses."""
