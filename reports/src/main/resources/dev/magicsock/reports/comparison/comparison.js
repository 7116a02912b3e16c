const show = selector => document.querySelectorAll(selector).forEach(each => { each.hidden = false; });

/** The heatmap: another figure, another order, and the distribution behind a field. */
{
  const table = document.getElementById("heat");
  const body = table.tBodies[0];
  const fields = [...table.querySelectorAll(".field")];
  const select = document.getElementById("metric");
  const valueOf = field => Number(field.dataset.values.split("|")[Number(select.value)]);

  select.addEventListener("change", () => {
    const values = fields.map(valueOf);
    const least = Math.min(...values);
    const most = Math.max(...values);
    const share = select.value === "0";
    fields.forEach((field, i) => {
      field.querySelector("a").textContent = field.dataset.words.split("|")[Number(select.value)];
      const place = share ? values[i] : most === least ? 0 : (values[i] - least) / (most - least);
      field.style.setProperty("--v", place);
    });
  });

  table.querySelectorAll(".sort").forEach((button, column) => button.addEventListener("click", () => {
    const title = button.closest("th");
    const down = title.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th[aria-sort]").forEach(each => each.removeAttribute("aria-sort"));
    title.setAttribute("aria-sort", down ? "descending" : "ascending");
    const compare = (x, y) => {
      const a = x.cells[column];
      const b = y.cells[column];
      return a.classList.contains("field") ? valueOf(a) - valueOf(b) : a.textContent < b.textContent ? -1
          : a.textContent > b.textContent ? 1 : 0;
    };
    [...body.rows].sort((x, y) => down ? compare(y, x) : compare(x, y)).forEach(row => body.append(row));
  }));

  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  window.addEventListener("hashchange", open);
  table.addEventListener("click", event => {
    const link = event.target.closest("a");
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target) target.open = true;
  });
  open();
}
