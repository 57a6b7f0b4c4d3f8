import { PASSWORD, type Person, expect, test } from "./shop";
import { customer, isWrong, posts } from "./steps";

const NOT_SIGNED_IN = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.";
const NEW = "a long new password";

const field = (person: Person, label: string) => person.page.getByLabel(label === "Password" ? /^Password/ : label);

async function fills(person: Person, values: Record<string, string>) {
  for (const [label, value] of Object.entries(values)) await field(person, label).fill(value);
}

test("registration says at each field what is wrong, keeps what was entered, and no password", async ({ person: mara }) => {
  const good = { "First Name": "Mara", "Last Name": "Nowak", Email: "mara@example.com", Password: NEW, "Confirm Password": NEW };
  const wrong: [Partial<typeof good>, string, string][] = [
    [{ "First Name": " " }, "First Name", "This is a required field."],
    [{ "Last Name": "n".repeat(300) }, "Last Name", "Please enter at most"],
    [{ Email: "mara at example" }, "Email", "Please enter a valid e-mail address, for example name@example.com."],
    [{ Email: "Ada@Example.com" }, "Email", "There is already an account with this email address. Sign in instead."],
    [{ Password: "too short", "Confirm Password": "too short" }, "Password", "Please enter at least 10 characters."],
    [{ "Confirm Password": "another password" }, "Confirm Password", "The two passwords differ. Please enter the same password twice."],
  ];
  await mara.opens("/customer/account/create");
  for (const [change, label, why] of wrong) {
    const entered = { ...good, ...change };
    await fills(mara, entered);
    expect(await posts(mara.page, "Create an Account"), why).toBe(422);
    await isWrong(field(mara, label), why);
    await expect(mara.page.getByRole("alert")).toHaveText("Please correct one field below.");
    for (const kept of ["First Name", "Last Name", "Email"] as const) await expect(field(mara, kept)).toHaveValue(entered[kept]);
    for (const secret of ["Password", "Confirm Password"]) await expect(field(mara, secret)).toHaveValue("");
  }
  await fills(mara, { ...good, "First Name": "", Email: "" });
  expect(await posts(mara.page, "Create an Account")).toBe(422);
  await expect(mara.page.getByRole("alert")).toHaveText("Please correct 2 fields below.");
  await fills(mara, good);
  expect(await posts(mara.page, "Create an Account")).toBe(303);
  await expect(mara.page.getByText("Thank you for registering.")).toBeVisible();
  await expect(mara.page.getByText("Welcome, Mara Nowak!")).toBeVisible();
});

test("who signs in with a wrong password learns nothing, and with the right one gets to the page asked for", async ({ person: ben }) => {
  await ben.opens("/customer/account/edit");
  await expect(ben.page.getByRole("heading", { name: "Customer Login" })).toBeVisible();
  for (const email of ["ben@example.com", "nobody@example.com"]) {
    await fills(ben, { Email: email, Password: "not the password" });
    expect(await posts(ben.page, "Sign In"), email).toBe(422);
    await isWrong(field(ben, "Password"), NOT_SIGNED_IN);
    await expect(field(ben, "Email")).toHaveValue(email);
    await expect(field(ben, "Password")).toHaveValue("");
  }
  await fills(ben, { Email: "", Password: "" });
  expect(await posts(ben.page, "Sign In")).toBe(422);
  await isWrong(field(ben, "Email"), "This is a required field.");
  await isWrong(field(ben, "Password"), "This is a required field.");
  await fills(ben, { Email: "BEN@example.com", Password: PASSWORD });
  expect(await posts(ben.page, "Sign In")).toBe(303);
  await expect(ben.page).toHaveURL(`${ben.shop.url}/customer/account/edit`);
  await expect(field(ben, "First Name")).toHaveValue("Ben");
});

test("e-mail and password change with the current password only, and the old ones open nothing", async ({ person: ben }) => {
  await customer(ben, "ben");
  await ben.opens("/customer/account");
  await ben.page.getByRole("link", { name: "Sign-in Information" }).click();
  await expect(field(ben, "Email")).toHaveValue("ben@example.com");
  await fills(ben, { "Current Password": "not the password", Email: "benjamin@example.com", "New Password": NEW, "Confirm Password": NEW });
  expect(await posts(ben.page, "Save")).toBe(422);
  await isWrong(field(ben, "Current Password"), "The password entered for the current user is invalid. Verify the password and try again.");
  await expect(field(ben, "Email")).toHaveValue("benjamin@example.com");
  await expect(field(ben, "New Password")).toHaveValue("");
  await fills(ben, { "Current Password": PASSWORD, Email: "ada@example.com" });
  expect(await posts(ben.page, "Save")).toBe(422);
  await isWrong(field(ben, "Email"), "This is taken already. Please choose another.");
  await fills(ben, { "Current Password": PASSWORD, Email: "benjamin@example.com", "New Password": NEW, "Confirm Password": "another password" });
  expect(await posts(ben.page, "Save")).toBe(422);
  await isWrong(field(ben, "Confirm Password"), "The two passwords differ. Please enter the same password twice.");
  await fills(ben, { "Current Password": PASSWORD, Email: "benjamin@example.com", "New Password": NEW, "Confirm Password": NEW });
  expect(await posts(ben.page, "Save")).toBe(303);
  await expect(ben.page.getByText("You changed the password.")).toBeVisible();
  await expect(ben.page.getByText("benjamin@example.com")).toBeVisible();

  await ben.page.getByRole("button", { name: "Sign Out" }).click();
  await expect(ben.page.getByText("You are signed out.")).toBeVisible();
  for (const [name, password] of [["ben", NEW], ["benjamin", PASSWORD]]) {
    await ben.signsInAsCustomer(name, password);
    await isWrong(field(ben, "Password"), NOT_SIGNED_IN);
  }
  await ben.signsInAsCustomer("benjamin", NEW);
  await expect(ben.page.getByText("Welcome,")).toBeVisible();
});

test("a new password signs out whoever sits in the account with the old one", async ({ person: ben, another }) => {
  await customer(ben, "ben");
  const elsewhere = await customer(await another(), "ben");
  await elsewhere.opens("/customer/account");
  await expect(elsewhere.page.getByText("Welcome, Ben Castell!")).toBeVisible();
  await ben.opens("/customer/account/sign-in-information");
  await fills(ben, { "Current Password": PASSWORD, "New Password": NEW, "Confirm Password": NEW });
  expect(await posts(ben.page, "Save")).toBe(303);
  await expect(ben.page.getByText("You changed the password.")).toBeVisible();
  await expect(ben.page.getByText("Welcome, Ben Castell!")).toBeVisible();
  await elsewhere.opens("/customer/account");
  await expect(elsewhere.page.getByRole("heading", { name: "Customer Login" })).toBeVisible();
});
