#!/usr/bin/env python3
"""Pictures as other programs see them: pictures_check.py FOLDER [-v] reads every .svg and .png in FOLDER.

- each PNG byte by byte (signature, checksums, order of chunks, palette, density, colour space, texts), and by Pillow and
  pngcheck where they are there;
- each SVG by rsvg-convert and by Chromium: as a document and inside an HTML page; nothing in it runs, and no link leads to
  anything but the web;
- where NAME.svg and NAME.png are both there, what Chromium and rsvg-convert paint from the SVG is what the PNG shows.
"""

import http.server
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib

# Of 255: how far apart all pixels and channels may be in the mean, and those of the square of so many pixels of the 2x
# picture where it is worst. Edges are rounded differently, and a PNG of 256 colours has each shade within some steps: that
# comes to 0.1 to 0.6, and to 2 to 6 in the worst square (10 for rsvg-convert, where many thin curves lie over each other).
# One letter of the smallest text that is missing comes to 10.7 in its square, a label moved by a logical pixel to 10.2, a
# dot of another colour to 130.
MOST_MEAN = 1.0
SQUARE = 32
MOST_IN_SQUARE = {"Chromium": 8.0, "rsvg-convert": 13.0}

problems = []


def problem(name, what):
    problems.append(f"{name}: {what}")


# PNG ---------------------------------------------------------------------------------------------------------------------


def chunks(data):
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert zlib.crc32(kind + body) == crc, f"the checksum of {kind} is wrong"
        yield kind.decode("ascii"), body
        at += 12 + length
    assert at == len(data), "bytes behind the end"


def check_png(path):
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG"
    found = list(chunks(data))
    kinds = [kind for kind, _ in found]
    body = dict(found)
    assert kinds[0] == "IHDR" and kinds[-1] == "IEND" and kinds.count("IEND") == 1
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", body["IHDR"])
    assert depth == 8 and colour in (2, 3) and rest == [0, 0, 0], f"depth {depth}, colour {colour}, {rest}"
    before = kinds[: kinds.index("IDAT")]
    assert "sRGB" in before and "iCCP" not in kinds, "not said to be sRGB"
    assert struct.unpack(">IIB", body["pHYs"]) == (5669, 5669, 1), f"not 144 dots to the inch: {body['pHYs']}"
    texts = {}
    for kind, text in found:
        if kind == "iTXt":
            key, flag, method, language, translated, value = re.match(rb"([^\0]+)\0(.)(.)([^\0]*)\0([^\0]*)\0(.*)", text, re.S).groups()
            assert flag == b"\0" and method == b"\0"
            texts[key.decode("ascii")] = value.decode("utf-8")
    for key in ("Title", "Description"):
        assert texts.get(key, "").strip(), f"no {key}"
    for key, value in texts.items():
        assert key in ("Title", "Description", "Source") and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", value), f"{key}: {value!r}"
    pixels = zlib.decompress(b"".join(part for kind, part in found if kind == "IDAT"))
    row = 1 + width * (1 if colour == 3 else 3)
    assert len(pixels) == row * height, "not as many pixels as it says"
    filters = {pixels[at] for at in range(0, len(pixels), row)}
    assert filters <= set(range(5)), f"filters {filters}"
    if colour == 3:
        assert kinds.index("PLTE") < kinds.index("IDAT")
        if filters == {0}:
            assert max(pixels) < len(body["PLTE"]) // 3, "a colour that the palette lacks"
    if shutil.which("pngcheck"):
        done = subprocess.run(["pngcheck", "-q", path], capture_output=True, text=True)
        assert done.returncode == 0 and not done.stdout.strip(), done.stdout
    if Image:
        with Image.open(path) as image:
            image.verify()
        with Image.open(path) as image:
            image.load()
            assert image.size == (width, height) and image.text.get("Title") == texts["Title"]
            assert round(image.info["dpi"][0]) == 144
    return texts


# SVG through rsvg-convert ------------------------------------------------------------------------------------------------


def check_rsvg(path, out):
    done = subprocess.run(["rsvg-convert", "--zoom", "2", "-o", out, path], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr.strip(), f"rsvg-convert: {done.stderr}"


def compare(ours, theirs):
    a, b = (numpy.asarray(Image.open(path).convert("RGB"), dtype=numpy.int16) for path in (ours, theirs))
    assert a.shape == b.shape, f"{a.shape} and {b.shape}"
    difference = numpy.abs(a - b)
    h, w, _ = difference.shape
    padded = numpy.pad(difference.mean(axis=2), ((0, -h % SQUARE), (0, -w % SQUARE)))
    squares = padded.reshape(padded.shape[0] // SQUARE, SQUARE, -1, SQUARE).mean(axis=(1, 3))
    return float(difference.mean()), float(squares.max())


# SVG in a browser --------------------------------------------------------------------------------------------------------

CONTROL = '<svg xmlns="http://www.w3.org/2000/svg"><title>c</title><script>alert(1)</script></svg>'

PAGE = """<!doctype html><meta charset="utf-8"><title>harness</title><body><script>
const names = NAMES, pairs = PAIRS, SQUARE = SIDE;
const problems = [], compared = [];
function framed(address) {
  return new Promise(done => {
    const frame = document.createElement('iframe');
    frame.onload = () => done(frame);
    frame.src = address;
    document.body.append(frame);
  });
}
function inspect(name, root) {
  const say = what => problems.push(name + ': ' + what);
  if (!root || root.localName !== 'svg' || root.namespaceURI !== 'http://www.w3.org/2000/svg') return say('no svg');
  if (root.querySelector('parsererror')) say('not well-formed');
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (['script', 'foreignobject', 'iframe', 'image', 'handler', 'set', 'animate'].includes(element.localName.toLowerCase())) say('a ' + element.localName);
    if (element.namespaceURI !== 'http://www.w3.org/2000/svg' && !element.closest('metadata')) say('something that is no SVG: ' + element.localName);
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.localName)) say('a handler ' + attribute.name);
      if (attribute.localName === 'href' && !/^(#|https?:\\/\\/)/.test(attribute.value)) say('a link to ' + attribute.value);
      if (/url\\((?!["']?#)/.test(attribute.value) && attribute.localName !== 'aria-label') say('an address in ' + attribute.name);
    }
  }
  const title = root.querySelector(':scope > title'), desc = root.querySelector(':scope > desc');
  if (!title || !title.textContent.trim() || !desc || !desc.textContent.trim()) say('no title or description');
  if (root.getAttribute('role') !== 'img') say('no role');
}
function loaded(address) {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => failed(address + ' cannot be loaded');
    image.src = address;
  });
}
function pixels(image, w, h) {
  const canvas = new OffscreenCanvas(w, h), context = canvas.getContext('2d', {willReadFrequently: true});
  context.drawImage(image, 0, 0, w, h);
  return context.getImageData(0, 0, w, h).data;
}
async function compare(name) {
  const png = await loaded('/file/' + name + '.png'), svg = await loaded('/file/' + name + '.svg');
  const [w, h] = [png.naturalWidth, png.naturalHeight];
  if (svg.naturalWidth * 2 !== w || svg.naturalHeight * 2 !== h) problems.push(name + ': SVG and PNG differ in size');
  const a = pixels(png, w, h), b = pixels(svg, w, h);
  const across = Math.ceil(w / SQUARE), squares = new Float64Array(across * Math.ceil(h / SQUARE));
  let sum = 0;
  for (let at = 0; at < a.length; at += 4) {
    let here = 0;
    for (let c = 0; c < 3; c++) here += Math.abs(a[at + c] - b[at + c]);
    sum += here;
    squares[Math.floor((at >> 2) / w / SQUARE) * across + Math.floor((at >> 2) % w / SQUARE)] += here;
  }
  compared.push({name, mean: sum / (w * h * 3), worst: Math.max(...squares) / (SQUARE * SQUARE * 3)});
}
onload = async () => {
  try {
    for (const name of names) {
      const frame = await framed('/file/' + name + '.svg');
      inspect(name, frame.contentDocument && frame.contentDocument.documentElement);
      const inline = await framed('/inline/' + name + '.svg'), page = inline.contentDocument;
      if (page.title !== 'page') problems.push(name + ': changes the title of the page that it stands in');
      const children = [...page.body.children].map(child => child.localName).join(' ');
      if (children !== 'p svg p') problems.push(name + ': breaks out of its place: ' + children);
      inspect(name + ' in a page', page.querySelector('svg'));
      frame.remove(); inline.remove();
    }
    for (const name of pairs) await compare(name);
    await framed('/control.svg');
    await framed('/inline/control.svg');
  } catch (error) { problems.push('' + error); }
  await new Promise(done => setTimeout(done, 500));
  await fetch('/result', {method: 'POST', body: JSON.stringify({problems, compared, agent: navigator.userAgent})});
};
</script>"""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder, page):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.page = folder, page
        self.violations, self.result, self.done = [], None, threading.Event()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, body, kind, policed=False):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if policed:
            # Nothing may run; what tries to is reported.
            self.send_header("Content-Security-Policy", "script-src 'none'; report-uri /violation")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path
        if path == "/":
            return self.answer(self.server.page.encode(), "text/html")
        name = path.rsplit("/", 1)[-1]
        file = self.server.folder / name
        body = CONTROL.encode() if name == "control.svg" else file.read_bytes() if file.is_file() else None
        if body is None:
            return self.send_error(404)
        if path.startswith("/inline/"):
            page = b"<!doctype html><meta charset=utf-8><title>page</title><body><p>before</p>" + body.split(b"?>")[-1] + b"<p>behind</p>"
            return self.answer(page, "text/html", policed=True)
        self.answer(body, "image/png" if name.endswith(".png") else "image/svg+xml", policed=True)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(b"", "text/plain")
        if self.path == "/violation":
            self.server.violations.append(json.loads(body)["csp-report"]["document-uri"])
        elif self.path == "/result":
            self.server.result = json.loads(body)
            self.server.done.set()


def browse(chromium, folder, names, pairs):
    page = PAGE.replace("NAMES", json.dumps(names)).replace("PAIRS", json.dumps(pairs)).replace("= SIDE", f"= {SQUARE}")
    server = Server(folder, page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-extensions --disable-dev-shm-usage --force-color-profile=srgb"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [chromium, *flags.split(), f"--user-data-dir={profile}", "--remote-debugging-port=0"]
        command.append(f"http://127.0.0.1:{server.server_address[1]}/")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert server.done.wait(300), "the browser gives no answer"
        finally:
            process.kill()
            process.wait()
    control = [at for at in server.violations if at.endswith("control.svg")]
    assert len(set(control)) == 2, f"the browser does not report what tries to run: {server.violations}"
    for at in sorted(set(server.violations) - set(control)):
        problem(at, "something in it tried to run")
    problems.extend(f"Chromium: {what}" for what in server.result["problems"])
    return server.result


# -------------------------------------------------------------------------------------------------------------------------

try:
    import numpy
    from PIL import Image
except ImportError:
    numpy = Image = None


def main(folder):
    folder = pathlib.Path(folder)
    svgs, pngs = (sorted(folder.glob(f"*.{ending}")) for ending in ("svg", "png"))
    pairs = [svg.stem for svg in svgs if svg.with_suffix(".png").exists()]
    assert svgs and pngs, f"no pictures in {folder}"
    for png in pngs:
        try:
            check_png(png)
        except AssertionError as error:
            problem(png.name, error)
    told, said = [], []
    if shutil.which("rsvg-convert"):
        with tempfile.TemporaryDirectory() as scratch:
            for svg in svgs:
                try:
                    out = pathlib.Path(scratch) / f"{svg.stem}.png"
                    check_rsvg(svg, out)
                    if svg.stem in pairs and Image:
                        mean, worst = compare(svg.with_suffix(".png"), out)
                        said.append((svg.stem, "rsvg-convert", mean, worst))
                except AssertionError as error:
                    problem(svg.name, error)
        told.append(subprocess.run(["rsvg-convert", "--version"], capture_output=True, text=True).stdout.strip())
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium:
        result = browse(chromium, folder, [svg.stem for svg in svgs], pairs)
        said.extend((row["name"], "Chromium", row["mean"], row["worst"]) for row in result["compared"])
        told.append(re.search(r"\S*Chrome/\S+", result["agent"]).group())
    if "-v" in sys.argv:
        print(*said, sep="\n")
    for name, reader, mean, worst in said:
        if mean > MOST_MEAN or worst > MOST_IN_SQUARE[reader]:
            problem(name, f"{reader} paints another picture: mean difference {mean:.3f} of 255, {worst:.1f} where it is worst")
    for reader in ("rsvg-convert", "Chromium"):
        rows = [(mean, worst) for _, by, mean, worst in said if by == reader]
        if rows:
            mean, worst = (max(column) for column in zip(*rows))
            told.append(f"{reader} against {len(rows)} PNG: mean difference at most {mean:.2f}, {worst:.1f} where it is worst")
    missing = [name for name, there in (("rsvg-convert", shutil.which("rsvg-convert")), ("Chromium", chromium), ("Pillow and NumPy", Image)) if not there]
    if missing:
        told.append("not there: " + ", ".join(missing))
        if "CI" in os.environ:
            problem("readers", f"{', '.join(missing)} are missing")
    others = [name for name, there in (("Pillow", Image), ("pngcheck", shutil.which("pngcheck"))) if there]
    print(f"pictures: {len(svgs)} SVG, {len(pngs)} PNG; " + "; ".join(told + others))
    if problems:
        sys.exit("\n".join(problems))


main(sys.argv[1])
