// Takes a hand-off to the storefront without a click; the button is there for browsers without scripts.
document.getElementById("handoff").submit();
