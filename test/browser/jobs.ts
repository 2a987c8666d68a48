import type { Locator, Page } from 'playwright-core'

/** What people do on the pages, where more than one file has them do it. Each begins on the page that is named. */

/** An owner, on Settings, accepts what waits. */
export async function acceptPlan(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: /^Accept \d/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: 'Accept' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** A developer, on Requests, asks for access. */
export async function askForAccess(page: Page, repository: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Ask for access' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Repository').fill(repository)
  await dialog.getByLabel(/^Why/).fill(reason)
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Somebody whom the policy names, on Requests, opens a request and approves it. */
export async function approve(
  page: Page,
  repository: string,
  days: number,
  condition?: string,
): Promise<void> {
  await page.getByRole('link', { name: repository, exact: true }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Days').fill(String(days))
  if (condition !== undefined) await dialog.getByLabel('Condition').fill(condition)
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Somebody, on Policy, writes another one and has it tried. */
export async function tryPolicy(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Policy' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
  await page.getByRole('button', { name: 'Simulate' }).click()
}

/** An owner, on Policy, proposes what they have tried. @param enforced how many come to be enforced; none: nothing is typed */
export async function proposePolicy(
  page: Page,
  { title, why, enforced = 0 }: { readonly title: string; readonly why: string; readonly enforced?: number },
): Promise<void> {
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What it changes').fill(title)
  await dialog.getByLabel('Why').fill(why)
  if (enforced > 0) await dialog.getByLabel(/^Type the number/).fill(String(enforced))
  await dialog.getByRole('button', { name: 'Open a pull request' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Somebody, on a finding, says that it is a false positive. @returns the dialog, which says what came of it */
export async function callFalsePositive(page: Page, reason: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Answer everywhere' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('False positive').check()
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: 'Answer' }).click()
  return dialog
}
