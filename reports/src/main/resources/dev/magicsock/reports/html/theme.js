/** System, light, dark, and round again. */
{
  const button = document.getElementById("theme");
  const themes = ["system", "light", "dark"];
  let chosen = 0;
  button.addEventListener("click", () => {
    chosen = (chosen + 1) % themes.length;
    if (chosen === 0) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = themes[chosen];
    button.textContent = "Theme: " + themes[chosen];
  });
  show(".needs-script");
  document.querySelectorAll(".without-script").forEach(each => { each.hidden = true; });
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(each => { each.open = true; }));
}
