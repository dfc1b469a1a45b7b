// What the browser alone can do: print. Everything else of these pages is plain HTML.

for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-print]")) return;
  for (const details of document.querySelectorAll("details")) details.open = true;
  print();
});
