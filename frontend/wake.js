// Wakes the islands of a page once somebody goes to what they help with: until then it loads no more than this.
const place = document.querySelector("[data-wakes]");
const wake = () => import(`./${place.dataset.wakes}-start.js`);

if (place?.contains(document.activeElement)) wake();
else place?.addEventListener("focusin", wake, { once: true });
