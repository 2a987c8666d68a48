import type { Page } from 'playwright-core'

/** Signs somebody in as a person does: by the button, and on the simulated GitHub's page by saying who they are. */
export async function signInAs(page: Page, address: string, login: string, path = '/'): Promise<void> {
  await page.goto(address + path)
  await page.getByRole('button', { name: /^Continue with/ }).click()
  await page.locator(`input[name="person"][value="${login}"]`).check()
  await page.getByRole('button', { name: /^Authorize/ }).click()
  await page.waitForURL((url) => url.origin === address)
}
