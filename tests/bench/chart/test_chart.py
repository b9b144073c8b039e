"""Tests of chart.py, of figures made up here and of those in the tables given as arguments."""

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
    def test_bars_are_as_long_as_the_figures(self):
        bars = [r for r in xml.fromstring(chart.draw(ROWS)).iter(SVG + "rect") if r.get("class")]
        for column in ("load_s", "look_up_s", "peak_mib"):
            one, other = [float(b.get("width")) for b in bars if b.get("class") == column]
            ratio = float(ROWS[1][column]) / float(ROWS[0][column])
            self.assertAlmostEqual(other / one, ratio, delta=ratio / 100)

    def test_everybody_is_named_and_figures_are_told(self):
        words = [t.text for t in xml.fromstring(chart.draw(ROWS)).iter(SVG + "text")]
        for expected in ("routecost", "<other> & co", "0.50 + 0.50 s", "9.0 + 31 s", "1,000 MiB",
                         "10 million rows, 10 million numbers, the same answers"):
            self.assertIn(expected, words)

    def test_colours_read_on_light_and_on_dark_pages(self):
        for colour, least in ((chart.TEXT, 4.0), (chart.LOAD, 3.0), (chart.LOOK_UP, 3.0),
                              (chart.MEMORY, 3.0)):
            for page in ("#ffffff", "#0d1117"):
                self.assertGreaterEqual(contrast(colour, page), least, (colour, page))

    def test_nothing_lies_outside_the_picture(self):
        root = xml.fromstring(chart.draw(ROWS))
        _, _, width, height = map(float, root.get("viewBox").split())
        for shape in root.iter(SVG + "rect"):
            self.assertLessEqual(float(shape.get("x")) + float(shape.get("width")), width)
            self.assertLessEqual(float(shape.get("y")) + float(shape.get("height")), height)

    def test_tables_that_were_measured_can_be_drawn(self):
        for table in TABLES:
            rows = chart.read(table)
            root = xml.fromstring(chart.draw(rows))
            self.assertEqual(len([r for r in root.iter(SVG + "rect") if r.get("class")]),
                             3 * len(rows))
            self.assertIn("routecost", [row["contender"] for row in rows])


if __name__ == "__main__":
    TABLES = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
