/** The NAT tables of a chosen moment. */
{
  const slider = document.getElementById("nat-at");
  const STEPS = 1000;
  const MAX_ROWS = 500;
  let at = END;

  function row([router, protocol, internal, external, from, until, ended, contacts]) {
    const cell = text => element("td", {}, text);
    return element("tr", {}, element("th", { scope: "row" }, data.natNames[router]), cell(data.natNames[protocol]),
        element("td", {}, element("code", {}, internal)), element("td", {}, element("code", {}, external)),
        cell(instant(from)), cell(ended ? instant(until) + " " + ended : "–"), cell(contacts));
  }

  function draw() {
    const all = document.getElementById("nat-all").checked;
    const alive = data.nat.filter(each => all || each[4] <= at && (at < each[5] || each[6] === ""))
        .sort((a, b) => a[0] - b[0] || a[4] - b[4]);
    document.getElementById("mappings").replaceChildren(...alive.slice(0, MAX_ROWS).map(row));
    document.getElementById("nat-time").textContent = all ? "any time" : instant(at);
    document.getElementById("nat-count").textContent = alive.length + " of " + data.nat.length + " mappings"
        + (alive.length > MAX_ROWS ? ", the first " + MAX_ROWS + " shown" : "");
    slider.setAttribute("aria-valuetext", instant(at) + ", " + alive.length + " mappings");
  }

  function moveTo(instantNanos) {
    at = clamp(instantNanos, 0, END);
    slider.value = String(Math.round(at / END * STEPS));
    document.getElementById("nat-all").checked = false;
    draw();
  }

  if (slider) {
    const changes = [...new Set(data.nat.flatMap(each => each[6] === "" ? [each[4]] : [each[4], each[5]]))]
        .sort((a, b) => a - b);
    slider.addEventListener("input", () => {
      at = Number(slider.value) / STEPS * END;
      document.getElementById("nat-all").checked = false;
      draw();
    });
    document.getElementById("nat-all").addEventListener("input", draw);
    document.getElementById("nat-before").addEventListener("click",
        () => moveTo([...changes].reverse().find(change => change < at) ?? 0));
    document.getElementById("nat-after").addEventListener("click", () => moveTo(changes.find(change => change > at) ?? END));
    document.addEventListener("moment", event => moveTo(event.detail));
    draw();
  }
}
