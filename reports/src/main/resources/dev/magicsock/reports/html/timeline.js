/** The timeline: all recorded events, filtered, a page at a time. */
{
  const form = document.getElementById("event-filters");
  const body = document.getElementById("events");
  const kinds = ["script", "decision", "observation"];
  const PAGE = 160;
  let shown = PAGE;

  function chosen() {
    const wanted = [...form.querySelectorAll("[name=kind]:checked")].map(each => Number(each.value));
    const host = form.elements.host.value;
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(word => word !== "");
    return data.events.filter(([, kind, of, peer, name, text, reason]) => wanted.includes(kind)
        && (host === "" || of === Number(host) || peer === Number(host))
        && words.every(word => (data.names[name] + " " + text + " " + reason).toLowerCase().includes(word)));
  }

  function row([at, kind, , , name, text, reason]) {
    const sentence = element("td", {}, text);
    if (reason) sentence.append(element("span", { class: "reason" }, reason));
    return element("tr", { class: "e-" + kind },
        element("td", {}, element("button", { type: "button", class: "at", "data-at": String(at) }, instant(at))),
        element("td", {}, kinds[kind]), element("td", {}, element("span", { class: "chip" }, data.names[name])), sentence);
  }

  function draw() {
    const events = chosen();
    body.replaceChildren(...events.slice(0, shown).map(row));
    document.getElementById("events-count").textContent = events.length + " of " + data.events.length + " events";
    document.getElementById("events-more").hidden = events.length <= shown;
  }

  if (form) {
    const hosts = [...new Set(data.events.map(event => event[2]))].sort((a, b) => data.names[a] < data.names[b] ? -1 : 1);
    hosts.forEach(host => form.elements.host.append(element("option", { value: String(host) }, data.names[host])));
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("input", () => { shown = PAGE; draw(); });
    document.getElementById("events-more").addEventListener("click", () => { shown += 4 * PAGE; draw(); });
    draw();
  }
}
