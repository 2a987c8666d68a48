import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()

test('a policy is written with proposals, tried, and proposed only by who types how many it enforces', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await page.goto(`${stub.address}/policy`)
  await page.getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByRole('textbox', { name: 'Policy' })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('assis')
  await page.getByRole('option', { name: 'assistants' }).waitFor()
  // Proposals that have just appeared are not taken by a key that was meant for the text.
  await page.waitForTimeout(200)
  await page.keyboard.press('Enter')
  await page.keyboard.type('[nobody]')
  await page.getByRole('button', { name: 'Simulate' }).click()
  await page.getByRole('heading', { name: 'It is not valid' }).waitFor()
  await page.getByText('Line 13, column').first().waitFor()
  await page.locator('.cm-lint-marker-error').waitFor()
  const propose = page.getByRole('button', { name: 'Copy, and propose on GitHub' })
  expect(await propose.isDisabled()).toBe(true)
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(
    '{ version: 1, mode: enforce, groups: [{ name: all, match: ["**"], access: allow }] }',
  )
  await page.getByRole('button', { name: 'Simulate' }).click()
  await page.getByText('5,000 repositories would come to be enforced').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await propose.click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Propose' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('5,000')
  expect(await dialog.getByRole('button', { name: 'Propose' }).isEnabled()).toBe(true)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  // An owner has it opened here.
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  const opening = dialog.getByRole('button', { name: 'Open a pull request' })
  await dialog.getByLabel('What it changes').fill('Let everything in')
  expect(await opening.isDisabled()).toBe(true)
  await dialog.getByLabel(/^Type the number/).fill('5000')
  expect(await lookByAxe(page)).toEqual([])
  await opening.click()
  await page.getByRole('link', { name: 'Let everything in #32' }).waitFor()
  // CodeMirror’s styles came in by script: the content security policy had nothing to refuse.
  expect(complaints).toEqual([])
  expect(await page.evaluate('document.querySelectorAll("style").length')).toBe(0)
  await close()
})
