// The page's icons. They are strokes in the color of the text.

const paths = {
  lock: "M6 9V6.5a4 4 0 0 1 8 0V9M5 9h10v7.5H5z",
  down: "m6 8 4 4 4-4",
  back: "m12 5-5 5 5 5",
  close: "m5.5 5.5 9 9m0-9-9 9",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  bolt: "M11 2.8 4.5 11.2H10l-1 6 6.5-8.4H10z",
  send: "m3.5 4 13.5 6-13.5 6 2-6zM5.5 10H10",
  thread: "M3.5 4.5h13v9H9.5L6 16.5v-3H3.5z",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  warn: "M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.01",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
  arrow: "M10 4v12m-5-5 5 5 5-5",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 12c1.5 2 4.5 2 6 0M7.5 8.200v.01M12.5 8.200v.01",
};

const svg = "http://www.w3.org/2000/svg";

// icon returns a decorative icon. The control that contains it must have a label.
export function icon(name, size = 18) {
  const el = document.createElementNS(svg, "svg");
  for (const [k, v] of Object.entries({ viewBox: "0 0 20 20", width: size, height: size, class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" })) {
    el.setAttribute(k, v);
  }
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", paths[name]);
  el.append(path);
  return el;
}
