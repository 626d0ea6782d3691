// Light interaction: everything works without it.
"use strict";

function chart(box) {
  const data = JSON.parse(box.dataset.chart);
  if (!window.echarts || data.nights.length < 2) { box.hidden = true; return; }
  const series = [];
  for (const [name, own] of Object.entries(data.series)) {
    const wide = own.high.map((high, at) => high === null || own.low[at] === null ? null : high - own.low[at]);
    series.push({name: name + " low", type: "line", stack: name, data: own.low, symbol: "none", lineStyle: {opacity: 0}, silent: true, tooltip: {show: false}});
    series.push({name: name + " span", type: "line", stack: name, data: wide, symbol: "none", lineStyle: {opacity: 0}, areaStyle: {color: "#1f4e9e", opacity: 0.1}, silent: true, tooltip: {show: false}});
    series.push({name, type: "line", data: own.value, symbolSize: 5, connectNulls: false, lineStyle: {width: 2}});
  }
  const drawn = echarts.init(box);
  drawn.setOption({
    animation: false, color: ["#1f4e9e"], grid: {left: 44, right: 16, top: 18, bottom: 30},
    tooltip: {trigger: "axis", valueFormatter: value => value === null || value === undefined ? "—" : Number(value).toFixed(2)},
    xAxis: {type: "category", data: data.nights, boundaryGap: false, axisLabel: {hideOverlap: true, color: "#566174"}},
    yAxis: {type: "value", scale: true, max: 100, axisLabel: {color: "#566174"}, splitLine: {lineStyle: {color: "#e6eaf0"}}},
    series,
  });
  drawn.on("click", point => { if (point.name) location.search = "?run=" + encodeURIComponent(point.name); });
  addEventListener("resize", () => drawn.resize());
}

function keys(table) {
  const rows = [...table.querySelectorAll("tbody tr")].filter(row => row.querySelector("a"));
  let at = -1;
  const go = to => {
    if (at >= 0) rows[at].removeAttribute("aria-selected");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].setAttribute("aria-selected", "true");
    rows[at].querySelector("a").focus({preventScroll: true});
    rows[at].scrollIntoView({block: "nearest"});
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "j" && rows.length) go(at + 1);
    else if (event.key === "k" && rows.length) go(at - 1);
    else if (event.key === "/") { document.querySelector("input[type=search]")?.focus(); event.preventDefault(); }
  });
}

document.querySelectorAll(".chart").forEach(chart);
document.querySelectorAll("table[data-keys]").forEach(keys);
document.querySelectorAll("form[data-auto]").forEach(form => {
  form.addEventListener("change", event => { if (event.target.tagName === "SELECT") form.requestSubmit(); });
});
