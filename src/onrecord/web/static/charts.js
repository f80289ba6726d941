"use strict";
/* Draws what the table below a chart holds, so that both are the same figures. */

for (const place of document.querySelectorAll("[data-chart]")) draw(place);

function draw(place) {
  const table = document.getElementById(`table-${place.dataset.chart}`);
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.dataset.value));
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
  const months = filled(rows.map(([month]) => month));
  const byMonth = new Map(rows.map(([month, ...counts]) => [month, counts.map(Number)]));
  const counts = names.map((_, column) => months.map((month) => byMonth.get(month)?.[column] ?? 0));
  const resolve = (name) => {
    place.style.color = `var(${name})`;
    const value = getComputedStyle(place).color;
    place.style.color = "";
    return value;
  };
  const colours = place.dataset.series === "sides" ? ["--for", "--neutral", "--against"] : ["--accent"];
  const soft = resolve("--soft"), line = resolve("--line");
  const language = document.documentElement.lang;
  const label = (at) => new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" })
    .format(new Date(at * 1000));
  const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: "12px system-ui, sans-serif" };
  const width = () => place.parentElement.clientWidth;
  const month = 30.4 * 86400;
  const stacked = stack(counts);
  const chart = new uPlot({
    width: width(), height: 190, cursor: { drag: { x: false } },
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
    scales: {
      x: { time: true, range: (_, from, to) => [from - month, to + month] },
      y: { range: (_, from, to) => [0, Math.max(to * 1.12, 4)] },
    },
    series: [
      { label: table.tHead.rows[0].cells[0].textContent, value: (_, at) => (at == null ? "" : label(at)) },
      ...stacked.map((_, place_) => {
        const column = names.length - 1 - place_;
        return {
          label: names[column], fill: resolve(colours[column]), width: 0, points: { show: false },
          paths: uPlot.paths.bars({ size: [0.7, 36] }),
          value: (_u, _v, _s, at) => (at == null ? "" : counts[column][at]),
        };
      }),
    ],
    axes: [
      { ...axis, space: 70, values: (_, ats) => ats.map(label), incrs: [1, 2, 3, 6, 12, 24, 60].map((months_) => months_ * month) },
      { ...axis, size: 40, values: (_, values) => values.map((value) => (Number.isInteger(value) ? value : "")) },
    ],
  }, [months.map((each) => Date.parse(`${each}-01T00:00:00Z`) / 1000), ...stacked], place);
  new ResizeObserver(() => chart.setSize({ width: width(), height: 190 })).observe(place.parentElement);
}

/* Sums from the last column to the first, the highest first, so that bars drawn over one another are a stack. */
function stack(counts) {
  const sums = [];
  let below = counts[0].map(() => 0);
  for (const column of counts) {
    below = column.map((count, at) => count + below[at]);
    sums.push(below);
  }
  return sums.reverse();
}

/* All months from the first to the last. */
function filled(months) {
  const all = [];
  for (let [year, month] = months[0].split("-").map(Number); ; month += 1) {
    if (month > 12) { month = 1; year += 1; }
    const each = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    all.push(each);
    if (each >= months[months.length - 1] || all.length > 1200) return all;
  }
}
