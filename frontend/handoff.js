// Takes a hand-off on without a click; the button or link is there for browsers without scripts.
const handoff = document.getElementById("handoff");
if (handoff instanceof HTMLFormElement) handoff.submit();
else handoff.click();
