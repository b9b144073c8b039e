"""Tests of chart.py, of figures made up here and of those in the tables given as arguments."""

import math
import sys
import unittest
import xml.etree.ElementTree as xml

import chart

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    {"contender": "routecost", "rows": "10000000", "numbers": "10000000", "load_s": "0.50",
     "look_up_s": "0.50", "peak_mib": "20.00"},
    {"contender": "<other> & co", "rows": "10000000", "numbers": "10000000", "load_s": "9.00",
     "look_up_s": "31.00", "peak_mib": "1000.00"},
]
TABLES = []


def brightness(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


class Chart(unittest.TestCase):
    def bars(self, rows, kind):
        shapes = xml.fromstring(chart.draw(rows)).iter(SVG + "rect")
        return [r for r in shapes if r.get("class") == kind]

    def test_bars_show_the_multiples_on_a_logarithmic_axis(self):
        others, own = self.bars(ROWS, "other"), self.bars(ROWS, "own")
        for other, routecost, multiple in zip(others, own, (40, 50)):
            self.assertAlmostEqual(float(other.get("data-multiple")), multiple)
            ratio = math.log(multiple / chart.LEAST) / math.log(1 / chart.LEAST)
            widths = float(other.get("width")) / float(routecost.get("width"))
            self.assertAlmostEqual(widths, ratio, delta=0.01 * ratio)

    def test_everybody_is_named_and_figures_are_told(self):
        words = [t.text for t in xml.fromstring(chart.draw(ROWS)).iter(SVG + "text")]
        for expected in ("routecost", "<other> & co", "1.0 s", "40×, 40 s", "50×, 0.98 GiB", "10×",
                         "10 million rows, 10 million numbers"):
            self.assertIn(expected, words)

    def test_colours_read_on_light_and_on_dark_pages(self):
        for page, words, _, own, other in chart.COLOURS.values():
            self.assertGreaterEqual(contrast(words, page), 7.0)
            self.assertGreaterEqual(contrast(own, page), 4.5)
            self.assertGreaterEqual(contrast(other, page), 4.5)

    def test_nothing_lies_outside_the_picture(self):
        root = xml.fromstring(chart.draw(ROWS))
        _, _, width, height = map(float, root.get("viewBox").split())
        for shape in root.iter(SVG + "rect"):
            self.assertLessEqual(float(shape.get("x")) + float(shape.get("width")), width)
            self.assertLessEqual(float(shape.get("y")) + float(shape.get("height")), height)

    def test_times_too_short_to_be_measured_are_drawn(self):
        for short in (0, 1):
            rows = [dict(row) for row in ROWS]
            rows[short].update(load_s="0.0000", look_up_s="0.0000")
            self.assertEqual(len(self.bars(rows, "own") + self.bars(rows, "other")), 4)

    def test_tables_that_were_measured_can_be_drawn(self):
        for table in TABLES:
            rows = chart.read(table)
            root = xml.fromstring(chart.draw(rows))
            self.assertEqual(len([r for r in root.iter(SVG + "rect") if r.get("data-multiple")]),
                             2 * len(rows))
            self.assertIn("routecost", [row["contender"] for row in rows])


if __name__ == "__main__":
    TABLES = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
