"""The motifs of the sample pictures, called forms. The function of each form has its name and draws it.

The centre of a sheet is 0 and its height runs from -1 to 1 with y pointing up; what matters stays within a square
around the centre, so that every usual crop keeps it.
"""

import math
from collections.abc import Callable, Iterator

from demo.drawings.shapes import (
    Line,
    arc,
    arch,
    at,
    bezier,
    blade,
    disc,
    ellipse,
    fan,
    margins,
    polar,
    ribbon,
    steps,
)
from demo.drawings.sheet import (
    BLUSH,
    CLAY,
    CREAM,
    DEEP,
    DEW,
    FOREST,
    GOLD,
    MIST,
    MOSS,
    SAGE,
    SAND,
    STRAW,
    TERRACOTTA,
    Sheet,
    leaf,
)

FORMS: dict[str, str] = {}  # alternative text of the picture, by name of the form
PAINTERS: dict[str, Callable[["Sheet"], None]] = {}


def picture(alt: str):
    """Register the decorated function as the painter of the form it is named after."""

    def register(painter):
        FORMS[painter.__name__], PAINTERS[painter.__name__] = alt, painter
        return painter

    return register


@picture("A fern frond in deep green arching before its own pale shadow")
def fern(sheet):
    def pinna(line, ink, rib):
        length = abs(line[-1] - line[0])
        for t in steps(max(5, int(length / 0.026)), 0.05, 1):
            z, heading = at(line, t)
            size = 0.014 + 0.068 * length**0.5 * (1 - t) ** 0.75
            for side in (1, -1):
                lobe = arc(z, heading + side * (56 - 40 * t**4), size, -side * 20, count=16)
                sheet.fill(blade(lobe, min(0.024, size * 0.6)), ink)
        sheet.stroke(line, rib, 0.007, 0.002)

    def frond(stem, reach, ink, rib):
        for t in steps(19, 0.2, 0.99):
            z, heading = at(stem, t)
            length = reach * (1 - t) ** 0.8 * min(1, 0.6 + 2 * (t - 0.2)) + 0.03
            for side in (1, -1):
                pinna(arc(z, heading + side * (76 - 26 * t), length, -side * 12), ink, rib)
        pinna(arc(*at(stem, 1), 0.09, 10), ink, rib)
        sheet.stroke(stem, rib, 0.022, 0.004)

    frond(bezier(0.45 - 1.25j, 0.35 - 0.4j, 0.5 + 0.2j, 1.0 + 0.56j, count=80), 0.48, MIST, MIST)
    frond(bezier(-0.45 - 1.25j, -0.5 - 0.3j, -0.36 + 0.2j, 0.2 + 0.68j, count=80), 0.7, FOREST, DEEP)


@picture("An olive branch with ripe terracotta fruit before a pale sun")
def branch(sheet):
    def olive(z, heading):
        stalk = bezier(z, z + polar(0.06, heading), z + polar(0.14, -70))
        fruit = stalk[-1] - 0.05j
        sheet.stroke(stalk, DEEP, 0.008, 0.006)
        sheet.paper(ellipse(fruit, 0.062, 0.048, -80), TERRACOTTA, strength=0.2)
        sheet.fill(ellipse(fruit + 0.018 + 0.014j, 0.02, 0.011, -75), CLAY)

    sheet.fill(disc(0.38 + 0.16j, 0.56), BLUSH)
    stem = bezier(-2.1 - 0.66j, -0.8 - 0.54j, 0.1 - 0.05j, 0.78 + 0.5j, count=60)
    sheet.stroke(stem, DEEP, 0.026, 0.006)
    tones = ((FOREST, DEEP), (MOSS, FOREST), (SAGE, MOSS))
    for i, t in enumerate(steps(22, 0.04, 0.97)):
        z, heading = at(stem, t)
        side = 1 if i % 2 else -1
        length = sheet.near(0.47, 0.07) * (1 - 0.4 * t)
        if i % 4 == 2:
            olive(z, heading - 40)
        line = arc(z, heading + side * sheet.near(48, 9), length, -side * sheet.near(20, 10))
        leaf(sheet, line, length * 0.25, *tones[(i * 2 + i // 3) % 3], vein=MIST, shadow=0.16, belly=0.48)
    leaf(sheet, arc(stem[-1], 40, 0.3, 8), 0.075, MOSS, FOREST, vein=MIST, belly=0.48)


@picture("A dandelion clock letting its first seeds go")
def seed_head(sheet):
    def seed(foot, degrees, length, ink):
        top = foot + polar(length, degrees)
        sheet.stroke([foot, top], ink, 0.0045, 0.003)
        for lean in steps(13, -78, 78):
            hair = arc(top, degrees + lean, 0.13 * (1 - 0.0015 * abs(lean)), lean * 0.15, count=7)
            sheet.stroke(hair, ink, 0.0035, 0.0015)
            sheet.fill(disc(hair[-1], 0.0045), ink)
        sheet.stroke([foot - polar(0.035, degrees), foot + polar(0.02, degrees)], TERRACOTTA, 0.004, 0.012)

    heart = -0.3 + 0.16j
    sheet.wash(disc(heart, 0.64), MIST, 0.5)
    sheet.stroke(bezier(-0.02 - 1.2j, -0.06 - 0.7j, -0.34 - 0.4j, heart), FOREST, 0.03, 0.018)
    for length, count, ink in ((0.13, 11, SAGE), (0.25, 17, MOSS), (0.37, 25, FOREST)):
        for way in steps(count, 20, 380 - 360 / count):
            if ink != FOREST or not 20 < way < 52:  # the gap the flown seeds have left
                way = sheet.near(way, 2.5)
                seed(heart + polar(0.09, way), way, length, ink)
    sheet.fill(disc(heart, 0.085), DEEP)
    sheet.fill(disc(heart, 0.05), TERRACOTTA)
    drifting = (0.36 + 0.56j, 0.6 + 0.24j, 0.82 + 0.6j, 0.8 - 0.14j, 1.2 + 0.38j)
    for foot, way in zip(drifting, (52, 30, 62, 12, 40), strict=True):
        seed(foot, sheet.near(way, 8), 0.15, FOREST)


@picture("Misty green hills with slender trees under a terracotta sun")
def hills(sheet):
    def ridge(level, swell):
        pitches = [(sheet.near(1.1, 0.5), swell), (sheet.near(2.2, 0.6), swell * 0.4), (4, swell * 0.12)]
        swells = [(pitch, height, sheet.rng.uniform(0, math.tau)) for pitch, height in pitches]
        across = steps(160, -sheet.right - 0.05, sheet.right + 0.05)
        return [complex(x, level + sum(h * math.sin(p * x + phase) for p, h, phase in swells)) for x in across]

    def trees(skyline, first, size, ink):
        for k in range(7):
            foot = skyline[first + k * sheet.rng.randint(3, 6)]
            height = sheet.near(size, 0.05)
            sheet.fill(blade(arc(foot - 0.03j, 90, height), height * 0.22, 0.36, 1.2), ink)

    sun = 0.42 + 0.4j
    sheet.wash(disc(sun, 0.52), BLUSH, 0.25)
    sheet.wash(disc(sun, 0.37), BLUSH, 0.45)
    sheet.fill(disc(sun, 0.23), CLAY)
    inks = (SAND, MIST, SAGE, MOSS, FOREST, DEEP)
    for row, level in enumerate(steps(6, 0.16, -0.8)):
        skyline = ridge(level, 0.1 + 0.012 * row)
        land = sheet.below(skyline)
        if row in (3, 4):
            trees(skyline, 40 * (row % 2) + 44, 0.08 * row - 0.06, inks[row + 1])
        sheet.lift(skyline + [z - 0.3j for z in skyline[::-1]], strength=0.16, blur=0.05)
        sheet.fill(land, inks[max(0, row - 1)])  # mist: each valley takes the tone of the hill behind it
        sheet.fade(land, inks[row])


@picture("Nested paper arches with a leafy sprig growing beside them")
def arches(sheet):
    floor, edge = -0.74j, sheet.right + 0.1
    sheet.fill(disc(0.62 + 0.48j, 0.2), GOLD)
    for width, ink in ((1.0, MIST), (0.76, SAGE), (0.52, MOSS), (0.28, DEEP)):
        sheet.paper(arch(floor + 0.5, width, width / 2 + 0.42), ink)
    for width, ink in ((1.16, BLUSH), (0.88, CLAY), (0.6, TERRACOTTA), (0.32, CREAM)):
        sheet.paper(arch(floor - 0.36, width, width / 2 + 0.86), ink)
    sheet.paper(sheet.below([floor - edge, floor + edge]), SAND)
    stem = bezier(floor + 0.1 - 0.06j, 0.1 - 0.2j, -0.02 + 0.1j, 0.16 + 0.52j)
    sheet.stroke(stem, DEEP, 0.018, 0.006)
    for i, t in enumerate(steps(13, 0.2, 1)):
        z, heading = at(stem, t)
        side = 0 if t == 1 else (-1, 1)[i % 2]
        line = arc(z, heading + side * 58, 0.36 - 0.17 * t, -side * 22)
        leaf(sheet, line, 0.13 - 0.05 * t, FOREST, DEEP, vein=SAGE, veins=6, shadow=0.25)


@picture("Translucent petals fanning out into a single bloom")
def petals(sheet):
    base = -0.5j

    def whorl(count, spread, length, width, inks, belly):
        # The outer petals are behind the others, so they are drawn first.
        for i, lean in enumerate(sorted(steps(count, -spread, spread), key=abs, reverse=True)):
            way, turn = 90 + sheet.near(lean, 1.5), lean * 0.18
            line = arc(base, way, sheet.near(length, 0.02) * (1 - abs(lean) / 560), turn)
            sheet.overprint(blade(line, width, belly, 1.15), inks[i // 2 % len(inks)])
            for share in (-0.56, -0.28, 0, 0.28, 0.56):
                edge = margins(line, width, belly, 1.15)[share < 0]
                rib = [z + (e - z) * abs(share) for z, e in zip(line, edge, strict=True)]
                sheet.stroke(rib[3:-5], CREAM, 0.0035, 0.001)

    whorl(6, 108, 0.86, 0.26, (MIST, SAGE), 0.5)
    whorl(7, 74, 1.2, 0.4, (BLUSH,), 0.58)
    whorl(4, 34, 0.95, 0.34, (CLAY, BLUSH), 0.58)
    sheet.stroke(bezier(base, base - 0.3j, base - 0.04 - 0.7j), FOREST, 0.03, 0.036)
    sheet.fill(ellipse(base, 0.07, 0.05), FOREST)


@picture("Smooth pebbles balanced above still water beside a tuft of reed")
def pebbles(sheet):
    def pebble(centre, rx, ry, tilt, ink, shade):
        def place(shape):
            return [centre + polar(1, tilt) * complex(z.real * rx, z.imag * ry) for z in shape]

        # Seen from the side a pebble is fuller than an ellipse.
        rim = [complex(math.copysign(abs(z.real) ** 0.8, z.real), z.imag) for z in disc(0, 1)]
        belly = [z for z in rim if z.imag <= 0.05]
        belly += [complex(z.real, z.imag * 0.35 + 0.05) for z in belly[::-1]]
        sheet.paper(place(rim), ink, blur=0.025)
        sheet.wash(place(belly), shade, 0.55)
        for _ in range(int(rx * 60)):
            fleck = polar(0.82 * math.sqrt(sheet.rng.random()), sheet.rng.uniform(0, 360))
            size = sheet.rng.uniform(0.002, 0.005)
            sheet.wash(ellipse(*place([fleck]), size * 1.5, size), shade, 0.7)

    sheet.wash(disc(0.34 + 0.2j, 0.46), BLUSH, 0.7)
    foot = -0.26 - 0.56j
    for k, reach in enumerate(steps(6, 0.58, 1.6)):
        ripple = ellipse(foot - 0.05j, reach, reach * 0.2)
        sheet.stroke(ripple, SAGE if k < 3 else MIST, 0.007 - 0.0008 * k, 0.007 - 0.0008 * k)
    reeds = (0.62, 98, 1.45, -20), (0.7, 80, 1.05, -34), (0.58, 104, 0.9, 26), (0.66, 90, 0.7, 20)
    for x, way, length, bend in reeds:
        leaf(sheet, arc(x - 0.72j, way, length, bend), 0.055, MOSS, FOREST, belly=0.35, shadow=0.12)
    sizes = (0.47, 0.165, 1), (0.37, 0.135, -3), (0.285, 0.125, 3), (0.2, 0.095, -4), (0.115, 0.075, 5)
    tones = (FOREST, DEEP), (SAGE, MOSS), (CLAY, TERRACOTTA), (SAND, STRAW), (MOSS, FOREST)
    for (rx, ry, tilt), tone in zip(sizes, tones, strict=True):
        pebble(foot + ry * 1j + sheet.near(0, 0.03), rx, ry, tilt, *tone)
        foot += ry * 1.93j


@picture("A pattern of rounded waves with a low sun behind them")
def waves(sheet):
    sheet.fill(disc(sheet.near(-0.38, 0.08) + 0.2j, 0.44), CLAY)
    radius = 0.3
    for row, ink in enumerate((MIST, SAGE, MOSS, FOREST, DEEP, DEEP, DEEP)):
        count = math.ceil((sheet.right + radius) / radius / 2)
        for k in range(-count, count + 1):
            centre = complex((2 * k + row % 2) * radius, -0.12 - row * radius * 0.52)
            if row < 5:  # no shadow shows on the deepest rows
                sheet.lift(disc(centre, radius), strength=0.2)
            for share, thin in ((1, 0.86), (0.8, 0.58), (0.53, 0.3), (0.26, 0)):
                sheet.fill(disc(centre, radius * share), ink)
                sheet.fill(disc(centre, radius * thin), CREAM if thin else ink)


@picture("Two monstera leaves with deep natural cuts, one dark and one pale")
def monstera(sheet):
    def mirrored(lines):
        return [*lines, *([complex(z).conjugate() for z in line] for line in lines)]

    def cut_leaf(heart, turn, ink, shade, vein):
        def place(shape):
            return [heart + turn * z for z in shape]

        shoulder = 0.1 + 0.64j
        half = bezier(0, -0.2, -0.4 + 0.5j, shoulder) + bezier(shoulder, 0.55 + 0.77j, 1.06 + 0.31j, 1.42)
        cuts, windows, veins = [], [], []
        for t in steps(5):
            root, way, length = 0.03 + 0.75 * t, 98 - 52 * t, 0.62 - 0.18 * t
            veins.append(arc(root, way + 8, length * (0.97 - 0.3 * root), -14))
            start = root + 0.075 + polar(0.34 * length, way - 4)
            cuts.append(blade(arc(start, way - 3, length * 1.3, -16), length / 4, 0.72))
            windows.append(ellipse(root + 0.06 + polar(0.1, way - 8), 0.042, 0.013, way - 8))
        holes = [place(hole) for hole in mirrored(cuts + windows[1:-1])]
        whole, other = mirrored([half])
        sheet.paper(place(whole + other[::-1]), ink, holes=holes)
        sheet.fill(place(half), shade, holes=holes)
        for line in mirrored(veins):
            sheet.stroke(place(line), vein, 0.008, 0.002)
        sheet.stroke(place([0.02, 1.38]), vein, 0.016, 0.003)

    sheet.stroke(bezier(0.62 - 1.2j, 0.62 - 0.6j, 0.6 + 0.2j, 0.5 + 0.3j), SAGE, 0.022, 0.016)
    cut_leaf(0.5 + 0.3j, polar(0.68, sheet.near(-16, 4)), MIST, "#b9ccbb", CREAM)
    sheet.stroke(bezier(-0.1 - 1.25j, -0.2 - 0.5j, -0.55 + 0.1j, -0.46 + 0.38j), MOSS, 0.03, 0.02)
    cut_leaf(-0.46 + 0.38j, polar(0.95, sheet.near(-52, 3)), FOREST, DEEP, SAGE)


@picture("Round eucalyptus leaves hanging from slender stems")
def eucalyptus(sheet):
    def sprig(stem, size, inks):
        sheet.stroke(stem, CLAY, 0.014, 0.005)
        for i, t in enumerate(steps(11, 0.1, 0.98)):
            z, heading = at(stem, t)
            for side in (0, 1):
                length = size * (1 - 0.6 * t) * sheet.near(1, 0.12)
                line = arc(z, heading + (1 - 2 * side) * sheet.near(60, 14), length, sheet.near(0, 14))
                sheet.overprint(blade(line, length * 0.88, 0.52, 1.9), inks[(i + side) % len(inks)])
                sheet.stroke(line[:-4], CREAM, 0.005, 0.0015)

    sprig(bezier(1.0 + 1.15j, 0.9 + 0.6j, 0.5 + 0.2j, 0.72 - 0.4j), 0.32, (MIST, DEW))
    sprig(bezier(-1.0 + 1.15j, -0.1 + 0.85j, -0.2 + 0.1j, 0.1 - 0.66j), 0.42, (SAGE, MIST, "#a9c0ae"))


@picture("Meadow stems crossing a great dark moon")
def moon_and_stems(sheet):
    def umbel(top, heading) -> Iterator[Line]:
        for lean in steps(9, -58, 58):
            ray = arc(top, heading + lean, 0.2 * (1 - abs(lean) / 200), -lean * 0.3, count=8)
            yield ribbon(ray, 0.005, 0.003)
            for spray in steps(5, -60, 60):
                tip = ray[-1] + polar(0.035, heading + lean * 0.6 + spray)
                yield ribbon([ray[-1], tip], 0.003, 0.002)
                yield disc(tip, 0.008)

    def barley(top, heading) -> Iterator[Line]:
        ear = arc(top, heading, 0.26, sheet.near(0, 12))
        yield blade(ear, 0.05, 0.45, 1.5)
        for t in steps(16, 0.05, 0.95):
            z, along = at(ear, t)
            for side in (1, -1):
                yield ribbon([z, z + polar(0.07, along + side * 32)], 0.004, 0.001)

    def oat(top, heading) -> Iterator[Line]:
        for i, lean in enumerate(steps(8, -66, 66)):
            hanging = top + polar(0.2, heading + lean * 1.5) - 0.06j
            stalk = bezier(top - polar(0.03 * i, heading), top + polar(0.12, heading + lean), hanging)
            yield ribbon(stalk, 0.004, 0.003)
            yield blade(arc(hanging, -90 + lean / 3, 0.085), 0.026)

    meadow = []
    heads = (umbel, barley, oat, umbel, barley, umbel, oat, barley, umbel, oat)
    heights = (0.62, 1.0, 1.22, 1.5, 1.1, 1.6, 1.42, 0.92, 1.2, 0.7)
    for x, head, height in zip(steps(10, -0.84, 0.9), heads, heights, strict=True):
        foot = complex(sheet.near(x * 0.72, 0.03), -1.1)
        stem = arc(foot, 90 - x * 9, sheet.near(height, 0.05), -x * 6)
        bend = sheet.near(math.copysign(14, -x) - x * 34, 6)
        grass = blade(arc(foot, 90 - x * 18, height * 0.62, bend), 0.034, 0.35)
        meadow += [ribbon(stem, 0.013, 0.006), *head(*at(stem, 1)), grass]

    def paint(ink):
        for shape in meadow:
            sheet.fill(shape, ink)

    # Dark lines turn light where they cross the moon.
    moon = disc(0.06 + 0.12j, 0.66)
    paint(MOSS)
    sheet.within(moon, lambda: (sheet.fill(moon, DEEP), paint(SAND)))


@picture("A seedling opening its first leaves above its roots")
def sprout(sheet):
    sheet.fill(disc(0.16j, 0.6), BLUSH)
    edge = sheet.right + 0.1
    for level, hump, ink in ((-0.4, 0.12, MOSS), (-0.53, 0.04, FOREST), (-0.72, -0.07, DEEP)):
        left, right, crown = -edge + (level - 0.08) * 1j, edge + (level - 0.1) * 1j, (level + hump) * 1j
        sheet.paper(sheet.below(bezier(left, crown - 0.5, crown + 0.5, right)), ink, strength=0.2)
    foot = -0.34j
    for k, reach in enumerate((-0.2, 0.34, -0.46, 0.3, -0.4, 0.24, -0.3, 0.16, -0.14)):
        start = foot - 0.055j * (k + 1)
        end = start + reach - sheet.near(0.16, 0.06) * 1j
        root = bezier(start, start + reach * 0.5 + 0.03j, start + reach * 0.8 - 0.08j, end)
        sheet.stroke(root, MIST, 0.009, 0.002)
    taproot = bezier(foot, foot + 0.04 - 0.2j, foot - 0.04 - 0.35j, foot + 0.02 - 0.62j)
    sheet.stroke(taproot, MIST, 0.022, 0.003)
    stem = bezier(foot, foot + 0.05 + 0.22j, foot - 0.04 + 0.34j, foot + 0.54j)
    sheet.stroke(stem, MOSS, 0.03, 0.02)
    for way, length, bend in ((72, 0.44, -14), (104, 0.38, 16)):
        leaf(sheet, arc(stem[-1], way, length, bend), 0.14, SAGE, MOSS, vein=CREAM)
    for way, length, bend, ink, shade in ((42, 0.7, -26, MOSS, FOREST), (140, 0.76, 28, FOREST, DEEP)):
        line = arc(stem[-1], way, length, bend)
        leaf(sheet, line, 0.32, ink, shade, vein=MIST, veins=8, shadow=0.2, belly=0.48, fullness=1.15)


@picture("Ginkgo leaves on a twig, and one turned gold that falls")
def ginkgo(sheet):
    def ginkgo_leaf(joint, degrees, size, ink, vein):
        stalk = bezier(joint, joint + polar(size * 0.35, degrees - 18), joint + polar(size * 0.62, degrees))
        base = stalk[-1]
        sheet.paper(fan(base, degrees, size, 62, notch=0.3), ink, strength=0.2)
        for a in steps(23, -58, 58):
            reach = 0.84 - 0.1 * (a / 58) ** 4 - 0.3 * math.exp(-((a / 8) ** 2))  # short of the notched rim
            way = polar(size, degrees + a)
            sheet.stroke([base + way * 0.2, base + way * reach], vein, 0.004, 0.0015)
        sheet.stroke(stalk, ink, 0.012, 0.016)

    twig = bezier(-2.2 + 0.72j, -0.9 + 0.8j, -0.3 + 0.46j, 0.55 + 0.58j, count=60)
    sheet.stroke(twig, DEEP, 0.04, 0.012)
    tones = (SAGE, CREAM), (FOREST, SAGE), (MOSS, MIST)
    places = (0.34, -75, 0.42), (0.53, -118, 0.5), (0.64, -62, 0.4), (0.75, -98, 0.52), (0.98, -40, 0.42)
    for i, (t, way, size) in enumerate((*places, (0.92, -80, 0.4))):
        ginkgo_leaf(at(twig, t)[0], sheet.near(way, 6), size, *tones[i % 3])
    ginkgo_leaf(0.35 - 0.28j, sheet.near(-128, 12), 0.36, GOLD, CREAM)


@picture("Two terracotta poppies, a seed pod and a bud on slender stems")
def poppies(sheet):
    def stalk(x, head, tilt):
        sheet.stroke(bezier(x - 1.1j, x - 0.5j, head - polar(0.5, tilt), head), FOREST, 0.02, 0.012)

    def poppy(base, degrees, size):
        back = (0, 44, 1, TERRACOTTA), (40, 30, 0.92, TERRACOTTA), (-40, 30, 0.92, TERRACOTTA)
        for lean, spread, share, ink in (*back, (22, 34, 0.84, CLAY), (-20, 36, 0.8, CLAY)):
            cup = fan(base, degrees + lean, size * share, spread, waist=1.4)
            sheet.paper(cup, ink, strength=0.2, blur=0.02)
            for a in steps(7, 0.6 * -spread, 0.6 * spread):
                way = polar(size, degrees + lean + a)
                sheet.stroke([base + way * 0.16, base + way * share * 0.7], BLUSH, 0.003, 0.001)
        sheet.fill(ellipse(base, 0.045, 0.03, degrees - 90), FOREST)

    for way, length, bend in ((118, 0.9, 34), (66, 0.8, -36), (84, 0.6, -14), (104, 0.5, 26)):
        leaf(sheet, arc(-1.1j, way, length, bend), 0.1, SAGE, MOSS, belly=0.4)
    for x, head, tilt, size in ((-0.08, -0.34 + 0.16j, 102, 0.56), (0.1, 0.36 + 0.34j, 74, 0.42)):
        stalk(x, head, sheet.near(tilt, 4))
        poppy(head, tilt, size)
    pod = 0.08 + 0.06j
    stalk(0.02, pod - 0.08j, 88)
    sheet.fill(ellipse(pod, 0.07, 0.09), MOSS)
    sheet.fill(ellipse(pod + 0.09j, 0.085, 0.02), FOREST)
    bud = 0.72 - 0.04j
    sheet.stroke(bezier(0.14 - 1.1j, 0.2 - 0.3j, 0.6 + 0.24j, bud - 0.02j), FOREST, 0.018, 0.01)
    leaf(sheet, arc(bud, -82, 0.25), 0.13, MOSS, FOREST, fullness=1.5)
