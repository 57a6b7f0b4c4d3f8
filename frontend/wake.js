// Wakes the islands of a page once somebody goes to what they help with: until then it loads no more than this.
const wake = (target) => {
  const place = target?.closest?.("[data-wakes]");
  if (!place) return;
  removeEventListener("focusin", went);
  import(`./${place.dataset.wakes}-start.js`);
};
const went = ({ target }) => wake(target);

addEventListener("focusin", went);
wake(document.activeElement);
