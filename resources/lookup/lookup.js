"use strict";
// One page without a server: looks through the register's public addresses and shows them on a map of its own.
(function () {
  const began = performance.now();
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const SHOWN = 50, FITS = [0, 1, 2, 2.5];
  const $ = (id) => document.getElementById(id);

  // ---- text without diacritics: the same for "Nguyễn", "nguyen" and "NGUYEN"
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }
  const parts = (text) => text.split(/[\s,;()"“”–]+/).filter(Boolean);
  const tokens = (text) => parts(plain(text));
  const spoken = (text) => parts(text.normalize("NFC").toLowerCase());

  // ---- the records: tables of words, and for each record the number of its word in them
  const FIELDS = ["number", "alley", "street", "settlement", "commune", "kind", "name", "building"];
  const WEIGHTS = { number: 7, alley: 3, street: 6, settlement: 3, commune: 2, kind: 2, name: 5, building: 4 };
  const count = data.count;
  const table = {}, column = {}, keys = {}, said = {};
  for (const field of FIELDS) {
    table[field] = data.tables[field];
    column[field] = Uint32Array.from(data.columns[field]);
    keys[field] = table[field].map(tokens);
    said[field] = table[field].map(spoken);
  }
  const codes = data.codes.split(",");
  const xs = new Float64Array(count), ys = new Float64Array(count);
  for (let k = 0, x = 0, y = 0; k < count; k++) {
    x += data.x[k]; y += data.y[k];
    xs[k] = x; ys[k] = y;
  }
  const unplaced = new Set(data.unplaced);
  const pending = new Set(data.pending);
  const OPTIONAL = new Set(data.optional.map(plain));
  const GROUP_COLOURS = { I: "#2b7fd1", II: "#c0392b", III: "#1e8449" };
  const colours = data.groups.map((group) => GROUP_COLOURS[group] || "#7f8c8d");

  function word(field, k) { return table[field][column[field][k]]; }

  function address(k) {
    const first = [word("number", k), word("alley", k), word("street", k)].filter(Boolean).join(" ");
    return [word("building", k), first, word("settlement", k), word("commune", k)].filter(Boolean).join(", ");
  }
  // For one word of the question: how well each word of a table answers it (0 not, 1 begins so, 2 the same, 3 with all
  // its marks).
  function answers(field, token, marked) {
    const out = new Uint8Array(keys[field].length);
    for (let k = 0; k < out.length; k++) {
      let best = 0;
      keys[field][k].forEach((key, at) => {
        const fit = key === token ? (said[field][k][at] === marked ? 3 : 2) : key.startsWith(token) ? 1 : 0;
        if (fit > best) best = fit;
      });
      out[k] = best;
    }
    return out;
  }

  function byCode(digits) {
    const same = [], begins = [], within = [];
    for (let k = 0; k < count; k++) {
      const code = codes[k].toLowerCase();
      if (code === digits) same.push(k);
      else if (code.startsWith(digits)) begins.push(k);
      else if (digits.length > 4 && code.includes(digits)) within.push(k);
    }
    return same.concat(begins, within);
  }

  function search(question) {
    const asked = tokens(question);
    if (!asked.length) return [];
    const joined = plain(question).replace(/[\s.]/g, "");
    if (/^[0-9]{5,}$/.test(joined) || (asked.length === 1 && /^(?=.*[0-9])[0-9a-z+]{8,}$/.test(joined))) {
      const found = byCode(joined);
      if (found.length) return found;
    }
    const marked = spoken(question);
    const all = asked.map((token, k) => [token, marked[k]]);
    const must = all.filter(([token]) => !OPTIONAL.has(token));
    const wanted = must.length ? must : all;
    const told = wanted.map(([token, mark]) => FIELDS.map((field) => answers(field, token, mark)));
    // First whole words; then the last one, which may not be finished; then all of them; then one may be wrong.
    const last = wanted.length - 1;
    for (const begun of [() => false, (k) => k === last, () => true]) {
      const found = rank(told, begun, 0);
      if (found.length) return found;
    }
    return wanted.length > 2 ? rank(told, () => true, 1) : [];
  }

  function rank(told, begun, missing) {
    const found = [], scores = [], least = told.map((_, k) => begun(k) ? 1 : 2);
    const together = new Uint8Array(FIELDS.length);
    for (let k = 0; k < count; k++) {
      let score = 0, lacking = 0;
      together.fill(0);
      for (let t = 0; t < told.length; t++) {
        let best = 0;
        for (let f = 0; f < FIELDS.length; f++) {
          const fit = told[t][f][column[FIELDS[f]][k]];
          if (fit < least[t]) continue;
          together[f]++;
          best = Math.max(best, WEIGHTS[FIELDS[f]] * FITS[fit]);
        }
        if (!best && ++lacking > missing) { score = -1; break; }
        score += best;
      }
      // "Nguyễn Trãi" is one street, not somebody Nguyễn and a Trại.
      if (score > 0) { found.push(k); scores[k] = score + 4 * Math.max(...together); }
    }
    return found.sort((a, b) => scores[b] - scores[a] || a - b);
  }

  // ---- results
  let results = [], chosen = -1;
  function show(question) {
    const start = performance.now();
    results = search(question);
    const took = performance.now() - start;
    document.documentElement.dataset.searchMs = took.toFixed(1);
    document.documentElement.dataset.found = results.length;
    const list = $("results");
    list.textContent = "";
    for (const k of results.slice(0, SHOWN)) list.append(item(k, tokens(question)));
    $("status").textContent = !question.trim() ? words.hint
      : !results.length ? words.nothing
      : results.length > SHOWN ? words.first.replace("{shown}", SHOWN).replace("{count}", results.length.toLocaleString(data.language))
      : words.found.replace("{count}", results.length.toLocaleString(data.language));
    if (results.length && question.trim()) fit(results);
    draw();
  }
  function item(k, asked) {
    const entry = document.createElement("li");
    const name = word("name", k);
    const head = document.createElement("b");
    head.append(...marked(name || address(k), asked));
    const under = document.createElement("small");
    const code = document.createElement("span");
    code.className = "code";
    code.textContent = codes[k];
    under.append(code, " · ", word("kind", k));
    if (name) under.append(" · ", ...marked(address(k), asked));
    entry.append(head, under);
    entry.dataset.row = k;
    entry.addEventListener("click", () => choose(k));
    return entry;
  }
  // The words that were asked for; where a word is there as it was asked, others that begin like it are not meant.
  function marked(text, asked) {
    const parts = text.split(/(\s+)/), keys = parts.map((part) => plain(part).replace(/[,;()]/g, ""));
    const meant = (key) => asked.some((token) => key === token || (key.startsWith(token) && !keys.includes(token)));
    return parts.map((part, k) => {
      if (!keys[k].trim() || !meant(keys[k])) return part;
      const mark = document.createElement("mark");
      mark.textContent = part;
      return mark;
    });
  }
  function choose(k) {
    chosen = k;
    for (const entry of $("results").children) entry.classList.toggle("chosen", Number(entry.dataset.row) === k);
    const card = $("card");
    card.hidden = false;
    card.textContent = "";
    const code = document.createElement("div");
    code.className = "code";
    code.textContent = codes[k] || "—";
    const facts = document.createElement("dl");
    const lines = [
      [words.name, word("name", k)], [words.address, address(k) + ", " + data.province], [words.kind, word("kind", k)],
      [words.position, isPlaced(k) ? lat(k).toFixed(6) + ", " + lon(k).toFixed(6) : words.unplaced],
      [words.link, codes[k] && data.link ? data.link.replace("{code}", codes[k]) : ""],
    ];
    for (const [title, value] of lines) {
      if (!value) continue;
      const term = document.createElement("dt"), said = document.createElement("dd");
      term.textContent = title; said.textContent = value;
      facts.append(term, said);
    }
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = words.copy;
    copy.addEventListener("click", () => {
      const text = [codes[k], word("name", k), address(k) + ", " + data.province].filter(Boolean).join("\n");
      copyText(text);
      copy.textContent = words.copied;
    });
    card.append(code, facts, copy);
    if (pending.has(k)) {
      const note = document.createElement("p");
      note.className = "note"; note.textContent = words.pending;
      card.append(note);
    }
    document.documentElement.dataset.chosen = codes[k];
    if (isPlaced(k)) { view.x = lon(k); view.y = lat(k); view.scale = Math.max(view.scale, metres(1.2)); }
    draw();
  }
  function copyText(text) {
    const box = document.createElement("textarea");  // works in a page opened from a folder, too
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }

  // ---- the map: degrees to pixels, the east squeezed by the latitude's cosine
  const lon = (k) => data.x0 + xs[k] * 1e-6, lat = (k) => data.y0 + ys[k] * 1e-6;
  const isPlaced = (k) => !unplaced.has(k);
  const squeeze = Math.cos((data.box[1] + data.box[3]) / 2 * Math.PI / 180);
  const METRES_PER_DEGREE = 111320;
  const metres = (pixelsPerMetre) => pixelsPerMetre * METRES_PER_DEGREE;  // scale: pixels per degree of latitude
  const canvas = $("map"), pen = canvas.getContext("2d");
  const view = { x: 0, y: 0, scale: 1 };
  let width = 1, height = 1, ratio = 1;
  const px = (x) => (x - view.x) * squeeze * view.scale + width / 2;
  const py = (y) => height / 2 - (y - view.y) * view.scale;

  function fitBox(box, most) {
    view.x = (box[0] + box[2]) / 2; view.y = (box[1] + box[3]) / 2;
    const wide = Math.max((box[2] - box[0]) * squeeze, 1e-6), high = Math.max(box[3] - box[1], 1e-6);
    view.scale = Math.min(0.9 * width / wide, 0.9 * height / high, most);
  }
  function fit(rows) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const k of rows.slice(0, SHOWN)) {
      if (!isPlaced(k)) continue;
      box[0] = Math.min(box[0], lon(k)); box[1] = Math.min(box[1], lat(k));
      box[2] = Math.max(box[2], lon(k)); box[3] = Math.max(box[3], lat(k));
    }
    if (box[0] <= box[2]) fitBox(box, metres(1));
  }
  // Lines and areas: whole numbers of 1e-5 degrees, each the step from the one before.
  function unfold(steps) {
    const out = new Float64Array(steps.length);
    for (let k = 0, x = 0, y = 0; k < steps.length; k += 2) {
      x += steps[k]; y += steps[k + 1];
      out[k] = data.x0 + x * 1e-5; out[k + 1] = data.y0 + y * 1e-5;
    }
    return out;
  }
  function boxed(shape) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let k = 0; k < shape.length; k += 2) {
      box[0] = Math.min(box[0], shape[k]); box[1] = Math.min(box[1], shape[k + 1]);
      box[2] = Math.max(box[2], shape[k]); box[3] = Math.max(box[3], shape[k + 1]);
    }
    return box;
  }
  const streets = data.streets.map(([name, steps]) => { const s = unfold(steps); return { name, shape: s, box: boxed(s) }; });
  const areas = data.areas.map(([name, steps]) => { const s = unfold(steps); return { name, shape: s, box: boxed(s) }; });

  function path(shape) {
    pen.moveTo(px(shape[0]), py(shape[1]));
    for (let k = 2; k < shape.length; k += 2) pen.lineTo(px(shape[k]), py(shape[k + 1]));
  }
  function inView(box) {
    return px(box[2]) >= 0 && px(box[0]) <= width && py(box[1]) >= 0 && py(box[3]) <= height;
  }

  let waiting = false;
  function draw() {
    if (!waiting) { waiting = true; requestAnimationFrame(paint); }
  }
  function paint() {
    waiting = false;
    const start = performance.now();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const perMetre = view.scale / METRES_PER_DEGREE;
    const taken = [];
    paintAreas();
    paintStreets(perMetre);
    paintPoints(perMetre, taken);
    if (perMetre > 0.25) nameStreets(taken);
    nameAreas(perMetre, taken);
    scaleBar(perMetre);
    document.documentElement.dataset.drawMs = (performance.now() - start).toFixed(1);
  }
  function paintAreas() {
    pen.strokeStyle = "#7a6a9a"; pen.lineWidth = 1.2; pen.setLineDash([7, 4]);
    pen.beginPath();
    for (const area of areas) if (inView(area.box)) path(area.shape);
    pen.stroke(); pen.setLineDash([]);
  }
  function paintStreets(perMetre) {
    pen.strokeStyle = "#cfc9bf"; pen.lineWidth = Math.min(9, Math.max(0.7, perMetre * 7));
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    for (const street of streets) if (inView(street.box)) path(street.shape);
    pen.stroke();
  }
  function paintPoints(perMetre, taken) {
    const size = Math.min(6, Math.max(1.2, perMetre * 4)), half = size / 2, kinds = column.kind;
    const numbers = perMetre > 1;
    let last = "";
    for (let k = 0; k < count; k++) {
      const x = px(lon(k)), y = py(lat(k));
      if (x < -4 || y < -4 || x > width + 4 || y > height + 4 || !isPlaced(k)) continue;
      const colour = colours[kinds[k]];
      if (colour !== last) { pen.fillStyle = colour; last = colour; }
      pen.fillRect(x - half, y - half, size, size);
    }
    for (const k of results.slice(0, SHOWN)) if (isPlaced(k)) ring(k, 5, "#e67e22", 2);
    if (chosen >= 0 && isPlaced(chosen)) {
      ring(chosen, 9, "#c0392b", 3);
      text(codes[chosen], px(lon(chosen)), py(lat(chosen)) - 16, "700 14px sans-serif", "#c0392b", taken, true);
    }
    if (!numbers) return;
    for (let k = 0; k < count; k++) {
      const x = px(lon(k)), y = py(lat(k));
      if (x < 0 || y < 0 || x > width || y > height || !isPlaced(k)) continue;
      const said = word("name", k) || word("number", k);
      if (said) text(said, x, y - size - 3, "11px sans-serif", "#35414d", taken, false);
    }
  }
  function ring(k, radius, colour, line) {
    pen.strokeStyle = colour; pen.lineWidth = line;
    pen.beginPath(); pen.arc(px(lon(k)), py(lat(k)), radius, 0, 7); pen.stroke();
  }
  function text(said, x, y, font, colour, taken, always) {
    pen.font = font;
    const wide = pen.measureText(said).width + 4, box = [x - wide / 2, y - 8, x + wide / 2, y + 8];
    if (!always && taken.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) return;
    taken.push(box);
    pen.textAlign = "center"; pen.textBaseline = "middle";
    pen.lineWidth = 3; pen.strokeStyle = "#fff"; pen.strokeText(said, x, y);
    pen.fillStyle = colour; pen.fillText(said, x, y);
  }
  function nameStreets(taken) {
    const named = new Set();
    for (const street of streets) {
      const name = table.street[street.name];
      if (!name || named.has(name) || !inView(street.box)) continue;
      let best = 0, at = -1;
      for (let k = 0; k + 3 < street.shape.length; k += 2) {
        const dx = px(street.shape[k + 2]) - px(street.shape[k]), dy = py(street.shape[k + 3]) - py(street.shape[k + 1]);
        const x = px(street.shape[k]) + dx / 2, y = py(street.shape[k + 1]) + dy / 2;
        if (x > 30 && y > 10 && x < width - 30 && y < height - 10 && dx * dx + dy * dy > best) { best = dx * dx + dy * dy; at = k; }
      }
      if (at < 0) continue;
      const x = (px(street.shape[at]) + px(street.shape[at + 2])) / 2, y = (py(street.shape[at + 1]) + py(street.shape[at + 3])) / 2;
      named.add(name);
      text(name, x, y, "italic 12px sans-serif", "#6d675e", taken, false);
    }
  }
  function nameAreas(perMetre, taken) {
    if (perMetre > 0.6) return;
    const named = new Set();  // the largest part comes first
    for (const area of areas) {
      if (named.has(area.name)) continue;
      named.add(area.name);
      const wide = px(area.box[2]) - px(area.box[0]);
      if (inView(area.box) && wide > 70) {
        text(table.commune[area.name] || "", (px(area.box[0]) + px(area.box[2])) / 2, (py(area.box[1]) + py(area.box[3])) / 2,
          "600 13px sans-serif", "#5b4b8a", taken, false);
      }
    }
  }
  function scaleBar(perMetre) {
    let length = 1;
    for (const step of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5]) if (step * perMetre <= 120) length = step;
    const bar = $("scale").firstElementChild;
    bar.style.width = length * perMetre + "px";
    bar.textContent = length >= 1000 ? length / 1000 + " km" : length + " m";
  }

  // ---- hands: mouse, fingers, keys
  function zoom(factor, x, y) {
    const cx = x === undefined ? width / 2 : x, cy = y === undefined ? height / 2 : y;
    const mx = view.x + (cx - width / 2) / squeeze / view.scale, my = view.y - (cy - height / 2) / view.scale;
    view.scale = Math.min(metres(8), Math.max(200, view.scale * factor));
    view.x = mx - (cx - width / 2) / squeeze / view.scale;
    view.y = my + (cy - height / 2) / view.scale;
    draw();
  }
  const fingers = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (e) => {
    try { canvas.setPointerCapture(e.pointerId); } catch (error) { console.info(error.message); }
    fingers.set(e.pointerId, [e.offsetX, e.offsetY]);
    moved = 0;
    canvas.classList.add("dragging");
  });
  canvas.addEventListener("pointermove", (e) => {
    const was = fingers.get(e.pointerId);
    if (!was) return;
    const others = [...fingers].filter(([id]) => id !== e.pointerId).map(([, at]) => at);
    moved += Math.abs(e.offsetX - was[0]) + Math.abs(e.offsetY - was[1]);
    if (others.length) {
      const other = others[0], far = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]);
      zoom(far([e.offsetX, e.offsetY]) / Math.max(1, far(was)), other[0], other[1]);
    } else {
      view.x -= (e.offsetX - was[0]) / squeeze / view.scale;
      view.y += (e.offsetY - was[1]) / view.scale;
      draw();
    }
    fingers.set(e.pointerId, [e.offsetX, e.offsetY]);
  });
  function lift(e) {
    if (!fingers.delete(e.pointerId)) return;
    if (!fingers.size) canvas.classList.remove("dragging");
    if (moved < 5 && e.type === "pointerup") pick(e.offsetX, e.offsetY);
  }
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("wheel", (e) => { e.preventDefault(); zoom(Math.exp(-e.deltaY * 0.0015), e.offsetX, e.offsetY); }, { passive: false });
  canvas.addEventListener("keydown", (e) => {
    const step = 60 / view.scale;
    const moves = { ArrowLeft: [-step / squeeze, 0], ArrowRight: [step / squeeze, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[e.key]) { view.x += moves[e.key][0]; view.y += moves[e.key][1]; draw(); e.preventDefault(); }
    if (e.key === "+" || e.key === "=") zoom(1.5);
    if (e.key === "-") zoom(1 / 1.5);
  });
  function pick(x, y) {
    let best = 15 * 15, found = -1;
    for (let k = 0; k < count; k++) {
      const dx = px(lon(k)) - x, dy = py(lat(k)) - y, far = dx * dx + dy * dy;
      if (far < best && isPlaced(k)) { best = far; found = k; }
    }
    if (found >= 0) choose(found);
  }
  $("zoom-in").addEventListener("click", () => zoom(1.6));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.6));
  $("zoom-all").addEventListener("click", () => { fitBox(data.box, metres(1)); draw(); });
  let typing = 0;
  $("query").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => show($("query").value), 120); });
  $("query").addEventListener("keydown", (e) => {
    const at = results.slice(0, SHOWN).indexOf(chosen);
    if (e.key === "Enter" && results.length) choose(results[Math.max(0, at)]);
    if (e.key === "ArrowDown" && at + 1 < Math.min(SHOWN, results.length)) { choose(results[at + 1]); e.preventDefault(); }
    if (e.key === "ArrowUp" && at > 0) { choose(results[at - 1]); e.preventDefault(); }
  });

  function resize() {
    ratio = window.devicePixelRatio || 1;
    width = canvas.clientWidth; height = canvas.clientHeight;
    canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
    draw();
  }
  new ResizeObserver(resize).observe(canvas);

  // ---- the page's own words
  $("about").textContent = words.about;
  $("query-label").textContent = words.label;
  $("query").placeholder = words.example;
  $("status").textContent = words.hint;
  for (const [id, title] of [["zoom-in", words.zoomIn], ["zoom-out", words.zoomOut], ["zoom-all", words.zoomAll]]) {
    $(id).title = title;
    $(id).setAttribute("aria-label", title);
  }
  canvas.setAttribute("aria-label", words.map);
  resize();
  fitBox(data.box, metres(1));
  // #q=12 le loi asks at once, #ma=0010100062 shows an address: for links from other programs.
  function follow() {
    const said = new URLSearchParams(location.hash.slice(1));
    if (said.get("q")) { $("query").value = said.get("q"); show(said.get("q")); }
    const row = said.get("ma") ? codes.indexOf(said.get("ma")) : -1;
    if (row >= 0) choose(row);
    if (said.get("pick") && results.length) choose(results[0]);
  }
  window.addEventListener("hashchange", follow);
  follow();
  paint();
  document.documentElement.dataset.readyMs = (performance.now() - began).toFixed(0);
  document.documentElement.dataset.rows = count;
})();
