// Images And Videos of a product: uploaded, ordered and told of, and seen in the shop on a wide screen and on a phone.
import { everywhere, expect, test } from "./shop";
import { png } from "./files";
import { begins, isWrong, staff } from "./steps";

test("pictures are uploaded, ordered and told of, and seen in the shop", everywhere, async ({ person: rosa, another }) => {
  await staff(rosa, "rosa");
  await rosa.opens("/admin/catalog/products?q=harbour");
  await rosa.page.getByRole("link", { name: "Harbour Mug" }).click();
  await rosa.page.getByRole("link", { name: "Images And Videos" }).click();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText("Images And Videos");
  await rosa.canBeUsedByEverybody();
  const chooser = rosa.page.getByLabel("Browse to find images");
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer });
  await chooser.setInputFiles([file("logo.png", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))]);
  await rosa.page.getByRole("button", { name: "Upload" }).click();
  await isWrong(rosa.page.getByLabel("Browse to find images"), "logo.png: This is not a JPEG, PNG or WebP image");
  await rosa.canBeUsedByEverybody();
  await chooser.setInputFiles([file("wide.png", png(1600, 1200, [200, 40, 40])), file("tall.png", png(300, 400, [40, 60, 200]))]);
  await rosa.page.getByRole("button", { name: "Upload" }).click();
  await expect(rosa.page.getByText("You added the images.")).toBeVisible();
  const pictures = rosa.page.locator(".pictures li");
  await expect(pictures).toHaveCount(3);
  await rosa.canBeUsedByEverybody();

  await pictures.nth(2).getByRole("link").click();
  await rosa.alive();
  await expect(rosa.page.getByRole("heading", { level: 1 })).toContainText("Image 3");
  await rosa.page.getByLabel(/^Alt Text/).fill("The mug from behind");
  await rosa.page.getByLabel("Base").check();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rosa.page.getByText("You saved the image.")).toBeVisible();
  await expect(pictures.nth(2)).toContainText("The mug from behind");
  await expect(pictures.nth(2)).toContainText("Base");
  await rosa.page.getByRole("button", { name: "Move forward: The mug from behind" }).click();
  await expect(rosa.page.getByText("You changed the order of the images.")).toBeVisible();
  await expect(pictures.nth(1)).toContainText("The mug from behind");

  const guest = await another();
  await guest.opens("/product/harbour-mug");
  const large = guest.page.locator(".stage img");
  await expect(large).toHaveCount(3);
  await expect(large.first()).toHaveAttribute("alt", "The mug from behind");
  const isThere = (n: number) => large.nth(n).evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0);
  await expect.poll(() => isThere(0)).toBe(true);
  await guest.canBeUsedByEverybody();
  // A small one leads to its large one, by keys as well, and no script is needed for that.
  await guest.page.locator(".thumbnails a").nth(2).focus();
  await guest.page.keyboard.press("Enter");
  await expect(large.nth(2)).toBeInViewport({ ratio: 0.7 });
  await expect(large.first()).not.toBeInViewport({ ratio: 0.5 });
  await expect.poll(() => isThere(2)).toBe(true);

  await guest.page.setViewportSize({ width: 390, height: 844 });
  await guest.opens("/product/harbour-mug");
  await expect(large.first()).toBeInViewport({ ratio: 0.9 });
  const sideways = await guest.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(sideways).toBe(false);
  await guest.canBeUsedByEverybody();

  await pictures.nth(1).getByRole("link").click();
  await begins(rosa, "Delete Image");
  await expect(rosa.page.getByText("will be deleted")).toBeVisible();
  await rosa.canBeUsedByEverybody();
  await rosa.page.getByRole("button", { name: "Delete Image" }).click();
  await expect(rosa.page.getByText("You deleted the image.")).toBeVisible();
  await guest.opens("/product/harbour-mug");
  await expect(large).toHaveCount(2);
});
