"""The forms of things for the house, each a function of body and shade colour."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopper.demo.shop.strokes import Shape, lathe, line, path, rect


def mug(body: str, shade: str) -> str:
    handle = line("M276 190q66-6 58 52t-66 50", body, 20)
    return (
        handle
        + lathe([(140, 88), (240, 86), (320, 80), (336, 62)], body, shade)
        + line("M116 282q84 14 168 0", "#fff", 5, 'opacity=".6"')
    )


def bowl(body: str, shade: str) -> str:
    return lathe([(190, 126), (230, 122), (300, 86), (330, 46), (338, 46)], body, shade)


def jar(body: str, shade: str) -> str:
    lid = rect(132, 104, 136, 34, 10, "#b98a57")
    return lathe([(132, 72), (150, 88), (240, 92), (320, 88), (338, 76)], body, shade) + lid


def vase(body: str, shade: str) -> str:
    twig = line("M200 130q-14-44 6-92M202 96q26-16 34-38M198 78q-24-12-28-30", "#5f7a52", 5)
    return twig + lathe([(120, 30), (150, 24), (200, 52), (262, 70), (320, 56), (338, 44)], body, shade)


def bottle(body: str, shade: str) -> str:
    cap = rect(176, 70, 48, 42, 8, "#2b3a35")
    label = rect(152, 218, 96, 74, 4, "#fdfbf6") + line("M170 244h60M178 262h44", shade, 4)
    return lathe([(112, 22), (140, 26), (170, 62), (230, 64), (320, 62), (338, 56)], body, shade) + cap + label


def flask(body: str, shade: str) -> str:
    cap = rect(164, 54, 72, 50, 12, "#2b3a35")
    return (
        lathe([(100, 34), (124, 52), (160, 60), (300, 60), (338, 54)], body, shade)
        + cap
        + rect(140, 262, 120, 10, 0, "#fff", 'opacity=".55"')
    )


def candle(body: str, shade: str) -> str:
    flame = path("M200 78q22 30 0 52q-22-22 0-52z", "#f2b13c") + line("M200 126v26", "#3b3a33", 4)
    return (
        lathe([(150, 66), (240, 66), (320, 66), (338, 62)], body, shade) + flame + rect(150, 226, 100, 60, 4, "#fdfbf6")
    )


def teapot(body: str, shade: str) -> str:
    spout = path("M120 250q-40-20-52-78l24-4q14 44 46 50z", body)
    handle = line("M282 190q66 0 52 56t-66 38", shade, 16)
    knob = f'<circle cx="200" cy="126" r="13" fill="{shade}"/>'
    return spout + handle + lathe([(146, 50), (166, 82), (240, 100), (310, 84), (338, 60)], body, shade) + knob


def kettle(body: str, shade: str) -> str:
    arch = line("M132 176q0-94 68-94t68 94", "#2b3a35", 15)
    spout = path("M118 268q-36-24-56-74l22-10q22 40 50 46z", shade)
    return arch + spout + lathe([(164, 40), (184, 82), (262, 106), (320, 102), (338, 92)], body, shade)


def pan(body: str, shade: str) -> str:
    handle = rect(286, 222, 98, 22, 11, shade)
    return (
        handle
        + lathe([(206, 112), (250, 110), (306, 100), (338, 84)], body, shade)
        + line("M96 214q104 22 208 0", "#fff", 3, 'opacity=".35"')
    )


def lantern(body: str, shade: str) -> str:
    ring = line("M160 120q40-86 80 0", shade, 8)
    glass = rect(148, 142, 104, 140, 26, "#fdf3d3") + path("M200 176q30 42 0 76q-30-34 0-76z", "#f2b13c")
    bars = line("M168 142v140M232 142v140", body, 6)
    return (
        ring
        + glass
        + bars
        + rect(136, 112, 128, 36, 12, body)
        + rect(126, 278, 148, 58, 14, body)
        + rect(126, 306, 148, 30, 12, shade)
    )


def basket(body: str, shade: str) -> str:
    weave = "".join(
        line(f"M{104 + i * 4} {y}h{192 - i * 8}", shade, 5, 'stroke-dasharray="14 9"')
        for i, y in enumerate(range(186, 330, 22))
    )
    ears = line("M120 168q-24-40 20-40M280 168q24-40-20-40", shade, 12)
    return ears + path("M92 162h216l-26 176H118z", body) + weave


def board(body: str, shade: str) -> str:
    rings = line("M128 150q70 22 144 0M128 206q70 26 144 0M128 262q70 22 144 0", shade, 3, 'opacity=".5"')
    return (
        rect(176, 44, 48, 90, 20, body)
        + rect(112, 104, 176, 232, 20, body)
        + rings
        + '<circle cx="200" cy="74" r="10" fill="#fbfaf6"/>'
    )


def soap(body: str, shade: str) -> str:
    return (
        rect(104, 250, 192, 84, 30, shade)
        + rect(104, 236, 192, 82, 30, body)
        + line("M160 276h80", "#fff", 6, 'opacity=".7"')
    )


def towels(body: str, shade: str) -> str:
    fold = "".join(rect(100, y, 200, 52, 22, body) + line(f"M112 {y + 40}h176", shade, 3) for y in (284, 228, 172))
    return fold + rect(216, 172, 30, 164, 0, shade, 'opacity=".35"')


def cushion(body: str, shade: str) -> str:
    stripes = "".join(line(f"M{x} 140q6 88 0 180", "#fff", 9, 'opacity=".75"') for x in (140, 170, 230, 260))
    return (
        path("M88 128q112 26 224 0q-20 102 0 208q-112-22-224 0q20-106 0-208z", body)
        + stripes
        + line("M88 128q112 26 224 0", shade, 4)
    )


def rug(body: str, shade: str) -> str:
    rows = "".join(
        line(f"M{118 - i * 6} {214 + i * 16}h{164 + i * 12}", shade, 4, 'stroke-dasharray="10 7"') for i in range(7)
    )
    return path("M124 198h152l48 134H76z", body) + rows


def tray(body: str, shade: str) -> str:
    return (
        path("M84 252h232l-18 78H102z", shade)
        + path("M84 252h232l-10 44H94z", body)
        + path("M110 236h180l26 16H84z", shade, 'opacity=".6"')
    )


def frame(body: str, shade: str) -> str:
    view = path("M136 262l44-60 34 40 22-24 34 44z", "#6f8558") + '<circle cx="236" cy="150" r="15" fill="#e0a73c"/>'
    return (
        rect(104, 76, 192, 262, 4, body) + rect(120, 92, 160, 230, 2, "#fdfbf6") + view + line("M104 338h192", shade, 4)
    )


def lamp(body: str, shade: str) -> str:
    return (
        rect(192, 186, 16, 130, 4, shade)
        + rect(146, 312, 108, 24, 12, shade)
        + path("M148 84h104l38 110H110z", body)
        + path("M208 84h44l38 110h-70z", shade, 'opacity=".3"')
    )


def clock(body: str, shade: str) -> str:
    ticks = "".join(line("M200 122v14", shade, 5, f'transform="rotate({30 * i} 200 212)"') for i in range(12))
    face = f'<circle cx="200" cy="212" r="122" fill="{body}"/><circle cx="200" cy="212" r="104" fill="#fdfbf6"/>'
    return face + ticks + line("M200 212V150M200 212l44 28", "#26323a", 7)


def brush(body: str, shade: str) -> str:
    return (
        rect(188, 60, 24, 180, 12, body)
        + rect(160, 214, 80, 116, 34, shade)
        + line("M176 236v80M192 236v84M208 236v84M224 236v80", "#fdf3d3", 7)
    )


SHAPES: Mapping[str, Shape] = {
    each.__name__: each
    for each in (
        mug,
        bowl,
        jar,
        vase,
        bottle,
        flask,
        candle,
        teapot,
        kettle,
        pan,
        lantern,
        basket,
        board,
        soap,
        towels,
        cushion,
        rug,
        tray,
        frame,
        lamp,
        clock,
        brush,
    )
}
"""Every form of this module by the name that the catalogue uses."""
