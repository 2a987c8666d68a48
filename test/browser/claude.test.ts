import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()

test('what is connected and set at Claude is shown with where to undo it, and a group mapping is tried', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await page.goto(`${stub.address}/settings?organization=1`)
  await page.getByRole('link', { name: 'Claude’s side' }).click()
  await page.getByRole('heading', { level: 1, name: 'Claude’s side' }).waitFor()
  await page.getByText('answered 503').waitFor()
  await page.getByText('Attached to a project by bob@example.com').waitFor()
  await page.getByText('On: against the policy').waitFor()
  await page.getByText('it was last seen on 2026-11-26').waitFor()
  await page.getByRole('button', { name: 'Try a group mapping' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel('Mapping at Claude').inputValue()).toBe('Engineering = premium')
  await dialog.getByLabel('Groups of your identity provider').fill('engineering\nSales')
  await dialog.getByRole('button', { name: 'Try' }).click()
  await dialog.getByText('which differs by capitals and small letters').waitFor()
  await dialog.getByText('2 groups give nothing').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('an owner enters a key: one that deletes is refused with what to do, one that reads is taken', async () => {
  const { page, close } = await stub.open(desktop)
  await page.goto(`${stub.address}/settings/claude?organization=2`)
  await page.getByText('Not connected: what happens at Claude itself is not known.').waitFor()
  await page.getByRole('button', { name: 'Connect' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Connect' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Compliance Access Key').fill('one that deletes')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await dialog.getByText('delete:compliance_user_data').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByLabel('Compliance Access Key').fill('one that reads')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await dialog.getByText('The key may only read.').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('list', { name: 'Connected at Claude' }).waitFor()
  expect(stub.claudeKeys).toEqual(['eads'])
  await close()
})
