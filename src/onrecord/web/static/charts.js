"use strict";
/* Draws what the table below a chart holds, so that both are the same figures. */

const HEIGHT = 190;

for (const place of document.querySelectorAll("[data-chart]")) draw(place);

function draw(place) {
  const table = document.getElementById(`table-${place.dataset.chart}`);
  const [head, ...names] = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = new Map([...table.tBodies[0].rows].map((row) => [monthNumber(row.cells[0].dataset.value), row]));
  const numbers = [...rows.keys()];
  const months = Array.from({ length: Math.min(2400, Math.max(...numbers) - Math.min(...numbers) + 1) },
    (_, at) => Math.min(...numbers) + at);
  const counts = names.map((_, column) =>
    months.map((month) => Number(rows.get(month)?.cells[column + 1].dataset.value ?? 0)));
  const colours = (place.dataset.series === "sides" ? ["--for", "--neutral", "--against"] : ["--accent"])
    .map((name) => resolved(place, name));
  const axis = {
    stroke: resolved(place, "--soft"), font: "12px system-ui, sans-serif",
    grid: { stroke: resolved(place, "--line"), width: 1 }, ticks: { stroke: resolved(place, "--line"), width: 1 },
  };
  // Drawn over one another the highest first, sums are a stack.
  const series = names.map((name, column) => ({
    label: name, fill: colours[column], width: 0, points: { show: false },
    paths: uPlot.paths.bars({ size: [0.8, 36] }),
    value: (_chart, _sum, _series, at) => (at == null ? "–" : counts[column][at]),
  })).reverse();
  const chart = new uPlot({
    width: place.clientWidth, height: HEIGHT, cursor: { drag: { x: false } },
    scales: {
      x: { time: false, range: (_chart, from, to) => [from - 1, to + 1] },
      y: { range: (_chart, _from, to) => [0, Math.max(to * 1.12, 4)] },
    },
    series: [{ label: head, value: (_chart, month) => (month == null ? "–" : written(month)) }, ...series],
    axes: [
      { ...axis, space: 64, incrs: [1, 3, 6, 12, 24, 60, 120, 240], values: (_chart, all) => all.map(written) },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000, 100000] },
    ],
  }, [months, ...stacked(counts)], place);
  new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
}

function monthNumber(month) {
  const [year, of] = month.split("-").map(Number);
  return year * 12 + of - 1;
}

function written(number) {
  return `${Math.floor(number / 12)}-${String(number % 12 + 1).padStart(2, "0")}`;
}

/* Sums from the last column to the first, the highest first. */
function stacked(counts) {
  const sums = [];
  let below = counts[0].map(() => 0);
  for (const column of counts) {
    below = column.map((count, at) => count + below[at]);
    sums.push(below);
  }
  return sums.reverse();
}

/* A colour of the style sheet as it is now, light or dark. */
function resolved(place, name) {
  place.style.color = `var(${name})`;
  const colour = getComputedStyle(place).color;
  place.style.color = "";
  return colour;
}
