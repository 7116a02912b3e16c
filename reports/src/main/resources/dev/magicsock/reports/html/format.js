const data = JSON.parse(document.getElementById("data").textContent);
const END = data.end;
const SECOND = 1e9;
const UNITS = ["", "B", "bit/s", ""];

/** Cut off rather than rounded, so that 59.999 s never reads as a minute. */
function cut(value, decimals) {
  const scale = 10 ** decimals;
  return String(Math.floor(value * scale + 1e-6) / scale);
}

/** A span of virtual time or an instant of it, as in the rest of the page. */
function duration(nanos, decimals = 2) {
  const n = Math.max(0, Math.round(nanos));
  if (n === 0) return "0s";
  if (n < 1e3) return n + "ns";
  if (n < SECOND) {
    const value = n < 1e6 ? n / 1e3 : n / 1e6;
    return cut(value, value >= 100 ? 0 : value >= 10 ? 1 : 2) + (n < 1e6 ? "us" : "ms");
  }
  if (n < 60 * SECOND) return cut(n / SECOND, decimals) + "s";
  const hours = Math.floor(n / 3600 / SECOND);
  const minutes = Math.floor(n / 60 / SECOND) % 60;
  const rest = cut(n / SECOND % 60, hours > 0 ? 0 : decimals);
  return (hours > 0 ? hours + "h" : "") + (minutes > 0 || hours > 0 && rest !== "0" ? minutes + "m" : "")
      + (rest === "0" ? "" : rest + "s");
}

const instant = nanos => duration(nanos, 3);

function digits(value) {
  return String(Number(value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)));
}

/** A measurement; the units are nanoseconds, bytes, bits per second and packets. */
function quantity(value, unit) {
  if (value <= 0) return "0";
  if (unit === 0) return duration(value).replace(/([a-z].*)$/, " $1");
  if (unit === 3) return digits(value);
  let index = 0;
  let scaled = value;
  while (scaled >= 1000 && index < 6) {
    scaled /= 1000;
    index++;
  }
  return digits(scaled) + " " + ["", "k", "M", "G", "T", "P", "E"][index] + UNITS[unit];
}

/** Steps of time that people count in. */
function timeStep(span, most) {
  const steps = [];
  for (let power = 1e3; power < SECOND; power *= 10) steps.push(power, power * 2, power * 5);
  for (const s of [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200]) steps.push(s * SECOND);
  let step = steps.find(candidate => span / candidate <= most) ?? steps[steps.length - 1];
  while (span / step > most) step *= 10;
  return step;
}

/** 1, 2 or 5 times a power of ten. */
function valueStep(max, most) {
  let step = 1;
  while (step * 10 * most <= max) step *= 10;
  return step * [1, 2, 5, 10].find(factor => step * factor * most >= max);
}

/** An element with text or children; text never becomes markup. */
function element(tag, attributes, ...contents) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...contents);
  return made;
}

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const show = selector => document.querySelectorAll(selector).forEach(each => { each.hidden = false; });
