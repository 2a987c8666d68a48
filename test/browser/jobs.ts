import type { Page } from 'playwright-core'

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
