import { test } from "./shop";
test("time", async ({ person }) => {
  const t = (l: string, a: number) => console.log(l, Date.now() - a);
  let a = Date.now(); await person.opens("/admin/login"); t("login page", a);
  a = Date.now(); await person.signsInAsStaff("rosa"); t("sign in", a);
  a = Date.now(); await person.opens("/admin/customers"); t("grid", a);
  a = Date.now(); await person.opens("/admin/config/login_as_customer"); t("config", a);
  a = Date.now(); await person.switchesTheFeature(true); t("switch", a);
  a = Date.now(); await person.opensCustomer("ada"); t("customer", a);
  a = Date.now(); await person.logsInAs("ada"); t("logs in", a);
  a = Date.now(); await person.opens("/"); t("home", a);
  a = Date.now(); await person.opens("/category/kitchen"); t("kitchen", a);
  a = Date.now(); await person.canBeUsedByEverybody(); t("axe", a);
});
