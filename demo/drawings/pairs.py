"""Pairs of drawings of one thing before and after, in place of two photographs of a patient.

They show things and never a body, and no pair goes from broken to mended, since no patient was broken. The same seed
gives the same thing, seen from the same place: all random values are drawn before the two differ.
"""

import math
from functools import partial

from demo.drawings.forms import FORMS, PAINTERS
from demo.drawings.shapes import Line, arc, arch, at, bezier, blade, disc, ellipse, polar, ribbon, steps
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
    leaf,
)

BRICK, TIMBER, CANDLELIGHT = "#9a442f", "#a8987a", "#f3dfa8"


def pair(before: str, after: str):
    """Register the decorated function for two pictures with the alternative texts `before` and `after`."""

    def register(painter):
        for state, alt in (("before", before), ("after", after)):
            name = f"{painter.__name__}_{state}"
            FORMS[name], PAINTERS[name] = alt, partial(painter, after=state == "after")
        return painter

    return register


def box(left: float, foot: float, right: float, head: float) -> Line:
    return [complex(left, foot), complex(right, foot), complex(right, head), complex(left, head)]


def everywhere(sheet, foot: float = -1.1, head: float = 1.1) -> Line:
    return box(-sheet.right - 0.1, foot, sheet.right + 0.1, head)


@pair("A clay vase, plain and empty", "The same clay vase, glazed in green and holding a leafy twig")
def vessel(sheet, *, after):
    tall, belly, waist = sheet.near(1.08, 0.06), sheet.near(0.62, 0.08), sheet.near(0.1, 0.05)
    lip, foot = sheet.near(0.19, 0.03), -0.74j
    backdrop, table = sheet.rng.choice(((BLUSH, SAND), (MIST, SAND), (DEW, STRAW)))
    glaze, shade = sheet.rng.choice(((FOREST, DEEP), (MOSS, FOREST), (SAGE, MOSS)))
    wave = sheet.rng.uniform(0, math.tau)

    sheet.fill(disc(sheet.near(0.3, 0.1) + 0.22j, 0.62), backdrop)
    sheet.paper(sheet.below([-sheet.right - 0.1 - 0.5j, sheet.right + 0.1 - 0.5j]), table, strength=0.15)
    sheet.wash(ellipse(foot + 0.2 + 0.02j, 0.52, 0.07), DEEP, 0.18)
    side = bezier(0.2, belly + 0.24j * tall, belly + 0.66j * tall, waist + 0.7j * tall, lip + 1j * tall, count=60)
    rim = foot + 1j * tall
    mouth = [rim + complex(lip * math.cos(a), 0.045 * math.sin(a)) for a in steps(40, 0, -math.pi)]
    base = [foot + complex(0.2 * math.cos(a), 0.03 * math.sin(a)) for a in steps(30, -math.pi, 0)]
    right = [foot + z for z in side]
    left = [foot - z.conjugate() for z in side]
    body = base + right + mouth + left[::-1]
    sheet.lift(body, strength=0.3)
    sheet.fill(ellipse(rim, lip, 0.045), DEEP)
    if after:
        for way, length, bend, ink, dark in ((76, 0.62, -26, MOSS, FOREST), (104, 0.66, 24, FOREST, DEEP)):
            twig = arc(rim - 0.1j, way, length, bend)
            sheet.stroke(twig, DEEP, 0.016, 0.006)
            for i, t in enumerate(steps(9, 0.3, 1)):
                z, heading = at(twig, t)
                turn = 0 if t == 1 else (46, -46)[i % 2]
                line = arc(z, heading + turn, 0.25 - 0.09 * t, -turn / 3)
                leaf(sheet, line, 0.095 - 0.03 * t, ink, dark, vein=MIST)
    sheet.fill(body, CLAY)

    def surface():
        def band(share, swing=0.0, pitch=9.0):
            across = steps(80, -0.8, 0.8)
            sag = (complex(x, share * tall - 0.09 * (1 - (x / 0.5) ** 2)) for x in across)
            return [foot + z + 1j * swing * math.sin(z.real * pitch + wave) for z in sag]

        shaded = [foot + complex(z.real * 0.45, z.imag) for z in side] + right[::-1]
        sheet.wash(shaded, TERRACOTTA, 0.35)
        if after:
            coat = sheet.below(band(0.66, 0.022, 17))
            sheet.fill(coat, glaze)
            sheet.within(coat, lambda: sheet.wash(shaded, shade, 0.5))
            for share, thick in ((0.5, 0.03), (0.22, 0.03)):
                sheet.fill(ribbon(band(share), thick, thick), CREAM)
            for x in steps(15, -0.63, 0.63):
                z = foot + complex(x, 0.36 * tall - 0.09 * (1 - (x / 0.5) ** 2))
                sheet.fill([z + 0.045j, z + 0.03, z - 0.045j, z - 0.03], GOLD)
        else:
            for share in steps(13, 0.12, 0.9):  # the rings that the potter's fingers left
                sheet.stroke(band(share), TERRACOTTA, 0.004, 0.004)
        light = bezier(-0.62 * belly + 0.3j * tall, -0.8 * belly + 0.5j * tall, -0.45 * belly + 0.72j * tall)
        sheet.wash(blade([foot + z for z in light], 0.06), CREAM, 0.5)

    sheet.within(body, surface)
    sheet.stroke(mouth, TERRACOTTA, 0.012, 0.012)


@pair("A potted plant with its first few leaves", "The same potted plant, grown tall and in flower")
def plant(sheet, *, after):
    clays = (TERRACOTTA, CLAY, BRICK), (CLAY, BLUSH, TERRACOTTA), (MOSS, SAGE, FOREST)
    pot, rim, dark = sheet.rng.choice(clays)
    bloom = GOLD if pot != MOSS else CLAY
    sun, lean = sheet.near(-0.34, 0.1), sheet.near(0, 7)
    turns = [sheet.near(0, 9) for _ in range(14)]
    width, floor, head = sheet.near(0.3, 0.03), -0.8, -0.26

    sheet.fill(disc(complex(sun, 0.22), 0.6), BLUSH if pot == MOSS else DEW)
    sheet.paper(everywhere(sheet, -1.1, -0.62), SAND, strength=0.15)
    sheet.wash(ellipse(0.2 + floor * 1j, 0.46, 0.06), DEEP, 0.18)
    soil = head * 1j
    stem = bezier(soil, soil + 0.35j, soil + polar(0.6, 90 + lean), soil + polar(1.02, 90 + lean / 2), count=60)
    grown = 1.0 if after else 0.34
    stem = [at(stem, t * grown)[0] for t in steps(50)]

    sheet.stroke(stem, MOSS, 0.032 if after else 0.024, 0.012)
    places = steps(10, 0.08, 0.78) if after else (0.25, 0.6)
    for i, t in enumerate(places):
        z, heading = at(stem, t)
        turn = (52 - 8 * t) * (1, -1)[i % 2] + turns[i]
        length = (0.6 - 0.3 * t) if after else 0.22 - 0.05 * t
        ink, shade = ((FOREST, DEEP), (MOSS, FOREST), (SAGE, MOSS))[i % 3]
        leaf(
            sheet,
            arc(z, heading + turn, length, turn * 0.6),
            length * 0.32,
            ink,
            shade,
            vein=MIST,
            veins=6,
            shadow=0.14,
            belly=0.46,
        )
    tip, heading = at(stem, 1)
    if after:
        for way in steps(9, 0, 320):
            petal = arc(tip, way + turns[11], 0.19, 8)
            sheet.paper(blade(petal, 0.115, 0.6, 1.3), bloom, strength=0.15, blur=0.015)
        sheet.fill(disc(tip, 0.062), DEEP)
        for way in steps(11, 0, 327):
            sheet.fill(disc(tip + polar(0.04, way), 0.008), CREAM)
    else:
        for turn in (16, -20):
            leaf(sheet, arc(tip, heading + turn, 0.15, turn), 0.055, SAGE, MOSS, vein=CREAM)

    sides = [complex(-width, head), complex(-width * 0.72, floor), complex(width * 0.72, floor), complex(width, head)]
    sheet.paper(sides, pot)
    sheet.wash([complex(width * 0.3, head), complex(width * 0.22, floor), sides[2], sides[3]], dark, 0.5)
    sheet.paper(box(-width - 0.05, head - 0.12, width + 0.05, head + 0.02), rim, strength=0.35)
    sheet.wash(box(width * 0.36, head - 0.12, width + 0.05, head + 0.02), dark, 0.35)


@pair("A window behind closed shutters", "The same window with its shutters open and flowers on the sill")
def window(sheet, *, after):
    wall, stone = sheet.rng.choice(((BLUSH, CLAY), (SAND, STRAW), (DEW, MIST)))
    paint, slat = sheet.rng.choice(((FOREST, DEEP), (MOSS, FOREST), (SAGE, MOSS), (TERRACOTTA, BRICK)))
    if wall == BLUSH and paint == TERRACOTTA:
        paint, slat = FOREST, DEEP
    wide, tall, sill = sheet.near(0.74, 0.05), sheet.near(1.16, 0.06), -0.5
    round_head = sheet.rng.random() < 0.5
    bricks = [complex(sheet.rng.uniform(-1.4, 1.4), -0.92 + 0.115 * sheet.rng.randrange(17)) for _ in range(60)]
    widths = [sheet.rng.uniform(0.1, 0.18) for _ in bricks]
    leans = [sheet.near(0, 12) for _ in range(18)]

    def opening(more=0.0):
        if round_head:
            return arch(complex(0, sill - more), wide + 2 * more, tall + 2 * more)
        return box(-wide / 2 - more, sill - more, wide / 2 + more, sill + tall + more)

    def shutter(side, *, opened):
        """One of the two shutters, over its half of the window or folded back against the wall."""

        def place(z):  # folded back, a shutter is its own mirror image beside the window
            return complex(side * (wide + 0.16 - z.real if opened else z.real), z.imag)

        head = arch(sill * 1j, wide, tall)[1:46] if round_head else [complex(wide / 2, sill + tall)]
        half = [place(z) for z in (sill * 1j, wide / 2 + sill * 1j, *head, (sill + tall) * 1j)]
        near, far, hinge = (place(complex(x, 0)).real for x in (0.05, wide / 2 - 0.05, wide / 2))

        def boards():
            sheet.fill(half, paint)
            for low, high in ((sill + 0.06, sill + tall * 0.48), (sill + tall * 0.54, sill + tall - 0.06)):
                for y in steps(int((high - low) / 0.052), low + 0.02, high - 0.02):
                    line = [complex(near, y), complex(far, y)]
                    sheet.stroke([z - 0.01j for z in line], slat, 0.026, 0.026)
                    sheet.stroke([z + 0.008j for z in line], CREAM, 0.003, 0.003)

        sheet.lift(half)
        sheet.within(half, boards)
        for y in (sill + 0.2, sill + tall * 0.6):
            reach = (near - hinge) * 0.3
            sheet.stroke([complex(hinge, y), complex(hinge + reach, y)], DEEP, 0.02, 0.012)

    sheet.fill(everywhere(sheet), wall)
    for z, width in zip(bricks, widths, strict=True):
        sheet.wash(box(z.real, z.imag, z.real + width, z.imag + 0.07), stone, 0.45)
    sheet.paper(opening(0.075), CREAM)
    if after:
        glass = opening()
        sheet.fill(glass, DEEP)

        def room():
            for way, ink, strength in ((0.62, SAGE, 0.3), (0.3, SAGE, 0.3)):
                shine = [complex(-0.5, sill + tall * way), complex(0.6, sill + tall * (way + 0.5))]
                sheet.wash([*shine, shine[1] + 0.14j, shine[0] + 0.14j], ink, strength)
            for side in (1, -1):
                edge = side * wide / 2
                hang = bezier(
                    complex(side * 0.02, sill + tall + 0.05),
                    complex(edge * 0.4, sill + tall * 0.5),
                    complex(edge * 0.86, sill + tall * 0.52),
                    complex(edge * 0.72, sill),
                )
                sheet.fill([*hang, complex(edge, sill), complex(edge, sill + tall + 0.05)], MIST)
                for share in (0.3, 0.6):
                    fold = [z + (complex(edge, z.imag) - z) * share for z in hang]
                    sheet.stroke(fold, SAGE, 0.008, 0.004)

        sheet.within(glass, room)
        bars = [[complex(0, sill), complex(0, sill + tall)]]
        bars += [[complex(-wide / 2, y), complex(wide / 2, y)] for y in (sill + tall * 0.34, sill + tall * 0.67)]
        for bar in bars:
            sheet.stroke(bar, CREAM, 0.03, 0.03)
        shutter(-1, opened=True)
        shutter(1, opened=True)
    else:
        shutter(-1, opened=False)
        shutter(1, opened=False)
        sheet.stroke([complex(0, sill), complex(0, sill + tall)], DEEP, 0.012, 0.012)
        sheet.fill(disc(complex(0.035, sill + tall * 0.48), 0.017), GOLD)
    reach = wide / 2 + 0.14
    if after:
        for i, x in enumerate(steps(18, -reach + 0.1, reach - 0.1)):
            z = complex(x, sill - 0.06)
            line = arc(z, 90 + leans[i] * 2, 0.2 + 0.05 * (i % 3), leans[i])
            leaf(sheet, line, 0.06, *((FOREST, DEEP), (MOSS, FOREST))[i % 2])
            if i % 3 == 1:
                for way in steps(5, 18, 306):
                    sheet.fill(ellipse(line[-1] + polar(0.032, way), 0.03, 0.024, way), (TERRACOTTA, CLAY)[i % 2])
                sheet.fill(disc(line[-1], 0.016), GOLD)
    sheet.paper(box(-reach, sill - 0.22, reach, sill - 0.04), CLAY if paint != TERRACOTTA else MOSS)
    for x in steps(7, -reach + 0.08, reach - 0.08):
        sheet.stroke([complex(x, sill - 0.2), complex(x, sill - 0.06)], TERRACOTTA, 0.005, 0.005)
    sheet.paper(box(-reach - 0.04, sill - 0.27, reach + 0.04, sill - 0.21), CREAM, strength=0.35)


@pair("A small boat of bare wood, its sail rolled up", "The same small boat, freshly painted with its sail set")
def boat(sheet, *, after):
    sun, horizon = complex(sheet.near(-0.45, 0.15), sheet.near(0.42, 0.08)), sheet.near(-0.12, 0.04)
    sky = sheet.rng.choice((BLUSH, DEW, SAND))
    paints = (FOREST, DEEP, GOLD), (MOSS, FOREST, CREAM), (TERRACOTTA, BRICK, CREAM)
    paint, dark, stripe = sheet.rng.choice(paints)
    cloth, jib = (CLAY, CREAM) if paint != TERRACOTTA else (CREAM, SAGE)
    swell = [sheet.rng.uniform(0, math.tau) for _ in range(7)]
    long = sheet.near(0.66, 0.05)

    sheet.fade(everywhere(sheet, -1.4, 1.1), sky)
    sheet.fill(disc(sun, 0.2), CLAY if sky != BLUSH else CREAM)
    far = [complex(x, horizon + 0.1 + 0.05 * math.sin(2.2 * x + swell[0])) for x in steps(80, -1.6, 1.6)]
    sheet.fill(sheet.below(far), SAGE)

    def water(row):
        level, pitch = horizon - 0.13 * row - 0.012 * row * row, 9 - row
        across = steps(120, -sheet.right - 0.1, sheet.right + 0.1)
        line = [complex(x, level + (0.006 + 0.005 * row) * math.sin(pitch * x + swell[row])) for x in across]
        sheet.fill(sheet.below(line), (MIST, "#b5cabb", "#a3bcab", SAGE, "#7c9f8b", MOSS)[row])
        sheet.stroke(line, CREAM, 0.004, 0.004)

    for row in range(3):
        water(row)
    deck, keel = horizon - 0.12, horizon - 0.44
    stern, bow = -long, long * 1.08
    gunwale = bezier(complex(stern, deck + 0.03), complex(0, deck - 0.1), complex(bow, deck + 0.12), count=60)
    bottom = bezier(
        complex(bow, deck + 0.12),
        complex(bow * 0.84, keel + 0.02),
        complex(bow * 0.4, keel - 0.02),
        complex(stern * 0.6, keel),
        complex(stern * 0.9, keel + 0.02),
        complex(stern, deck + 0.03),
        count=60,
    )
    mast = complex(0.1 * long, deck - 0.03)
    top, boom_end = mast + 1.1j, complex(stern * 0.86, deck + 0.13)
    sheet.stroke([mast, top], DEEP, 0.024, 0.014)
    sheet.stroke([top - 0.06j, gunwale[-1]], DEEP, 0.004, 0.004)
    sheet.stroke([top - 0.06j, gunwale[0]], DEEP, 0.004, 0.004)
    boom = [mast + 0.16j, boom_end]
    if after:
        main = [*bezier(top - 0.05j, complex(stern * 0.62, deck + 0.62), boom_end + 0.02j), mast + 0.17j]
        main = [z - 0.018 for z in main]
        sheet.paper(main, cloth)
        for share in (0.28, 0.52, 0.76):
            inner, outer = main[-1] + (main[0] - main[-1]) * (1 - share), at(main[:-1], share)[0]
            sheet.stroke([inner, outer], CREAM if cloth == CLAY else STRAW, 0.007, 0.004)
        front = bezier(top - 0.14j, complex(bow * 0.62, deck + 0.52), complex(bow * 0.88, deck + 0.14))
        sheet.paper([*front, mast + 0.02 + 0.2j], jib, strength=0.2)
        sheet.fill([top + 0.01j, top + 0.18 - 0.03j, top - 0.06j], TERRACOTTA if paint != TERRACOTTA else FOREST)
    sheet.stroke(boom, DEEP, 0.016, 0.012)
    if not after:
        roll = ribbon([boom[0] + 0.035j - 0.04, boom[1] + 0.03j + 0.03], 0.07, 0.045)
        sheet.paper(roll, CREAM, strength=0.25)
        for t in steps(6, 0.1, 0.9):
            z = at([boom[0] - 0.04, boom[1] + 0.03], t)[0]
            sheet.stroke([z - 0.015j, z + 0.075j], CLAY, 0.012, 0.012)
    hull = gunwale + bottom
    sheet.lift(hull, strength=0.3)
    sheet.fill(hull, paint if after else STRAW)

    def planks():
        for share in (0.2, 0.42, 0.64):
            line = [z - 1j * share * 0.4 for z in gunwale]
            sheet.stroke(line, dark if after else TIMBER, 0.006, 0.006)
        sheet.wash([z - 0.2j for z in gunwale] + bottom, dark if after else TIMBER, 0.4)
        if after:
            sheet.fill(ribbon([z - 0.045j for z in gunwale], 0.034, 0.034), stripe)
        else:
            for x, y in ((-0.4, -0.11), (-0.1, -0.2), (0.22, -0.12), (0.42, -0.16), (-0.28, -0.27)):
                sheet.fill(ellipse(complex(x, deck + y), 0.014, 0.008), TIMBER)

    sheet.within(hull, planks)
    sheet.stroke(gunwale, DEEP if after else TIMBER, 0.02, 0.02)
    for row in range(3, 6):
        water(row)
    for k, reach in enumerate((0.5, 0.38, 0.24)):
        z = complex(0.02, horizon - 0.56 - 0.1 * k)
        sheet.wash(ellipse(z, reach * long * 1.4, 0.014), paint if after else STRAW, 0.55)


@pair("A garden lantern in the evening, not yet lit", "The same garden lantern, lit and shining")
def lantern(sheet, *, after):
    dusk, land, near = sheet.rng.choice(((MOSS, FOREST, DEEP), ("#2e5a4c", FOREST, DEEP), ("#5a7f70", MOSS, FOREST)))
    wide, tall = sheet.near(0.3, 0.03), sheet.near(0.62, 0.05)
    panes = sheet.rng.choice((1, 3))
    stars = [complex(sheet.rng.uniform(-1.45, 1.45), sheet.rng.uniform(0.25, 0.98)) for _ in range(26)]
    swell = [sheet.rng.uniform(0, math.tau) for _ in range(3)]
    blades = [(sheet.rng.uniform(-1.5, 1.5), sheet.near(90, 16), sheet.rng.uniform(0.16, 0.42)) for _ in range(46)]

    sheet.fill(everywhere(sheet), dusk)
    sheet.fade(everywhere(sheet, -1.6, 1.1), DEEP)
    for i, z in enumerate(stars):
        sheet.fill(disc(z, 0.004 + 0.003 * (i % 3)), MIST)
    for row, ink in enumerate((land, near)):
        line = [complex(x, -0.34 - 0.26 * row + 0.09 * math.sin(1.7 * x + swell[row])) for x in steps(90, -1.6, 1.6)]
        sheet.paper(sheet.below(line), ink, strength=0.25)
    foot, head = -0.42, -0.42 + tall
    heart = complex(0, foot + tall * 0.42)
    if after:
        sheet.glow(heart, 1.25, GOLD, 0.8)

    post = [complex(0, -1.1), complex(0, foot - 0.04)]
    for x, way, length in blades:
        base = complex(x, -1.05)
        sheet.fill(blade(arc(base, way, length, (90 - way) * 0.8), 0.03, 0.3), MOSS if near == DEEP else SAGE)
    sheet.stroke(post, STRAW if near == DEEP else SAND, 0.07, 0.07)
    sheet.wash(box(0.005, -1.1, 0.035, foot), DEEP, 0.3)

    glass = [complex(-wide * 0.72, foot), complex(wide * 0.72, foot), complex(wide, head), complex(-wide, head)]
    sheet.lift(glass, strength=0.4)
    sheet.fill(glass, CANDLELIGHT if after else SAGE)
    if after:
        sheet.within(glass, lambda: sheet.glow(heart, 0.4, CREAM, 0.9))
    candle = box(-0.055, foot, 0.055, foot + tall * 0.3)
    sheet.fill(candle, CREAM)
    sheet.wash(box(0.01, foot, 0.055, foot + tall * 0.3), CLAY if after else STRAW, 0.5)
    wick = complex(0, foot + tall * 0.3)
    sheet.stroke([wick, wick + 0.04j], DEEP, 0.008, 0.006)
    if after:
        flame = arc(wick + 0.02j, 92, 0.2, -4)
        sheet.fill(blade(flame, 0.085, 0.34, 1.1), TERRACOTTA)
        sheet.fill(blade(arc(wick + 0.025j, 91, 0.14, -3), 0.055, 0.34, 1.1), GOLD)
        sheet.fill(blade(arc(wick + 0.03j, 90, 0.07), 0.026, 0.4, 1.2), CREAM)
    else:
        sheet.wash(
            [
                complex(-wide * 0.6, foot + 0.03),
                complex(-wide * 0.4, foot + 0.03),
                complex(-wide * 0.2, head - 0.03),
                complex(-wide * 0.62, head - 0.03),
            ],
            CREAM,
            0.35,
        )
    iron = CREAM if near == DEEP else SAND
    for share in steps(panes + 1, -1, 1):
        sheet.stroke([complex(share * wide * 0.72, foot), complex(share * wide, head)], iron, 0.028, 0.028)
    sheet.paper(box(-wide * 0.86, foot - 0.05, wide * 0.86, foot + 0.015), iron, strength=0.35)
    eaves = [complex(-wide - 0.1, head - 0.01), complex(wide + 0.1, head - 0.01)]
    sheet.paper([*eaves, complex(0.09, head + 0.22), complex(-0.09, head + 0.22)], TERRACOTTA)
    shaded = [complex(0.03, head - 0.01), eaves[1], complex(0.09, head + 0.22), complex(0.03, head + 0.22)]
    sheet.wash(shaded, DEEP, 0.25)
    sheet.paper(box(-0.06, head + 0.21, 0.06, head + 0.28), iron, strength=0.3)
    ring = complex(0, head + 0.36)
    sheet.fill(disc(ring, 0.085), iron, holes=[disc(ring, 0.06)])
