import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()
const settings = '/settings/siem?organization=1'

test('receivers of the audit log are tested, added, and sent again what they refused', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await page.goto(`${stub.address}${settings}`)
  const list = page.getByRole('list', { name: 'Receivers' })
  await list.getByRole('button', { name: 'Test Splunk' }).click()
  await page.getByText('Splunk was reached').waitFor()
  await list.getByRole('button', { name: 'Test Log archive' }).click()
  await page.getByText('Log archive was not reached').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await list.getByRole('button', { name: 'More about SOAR' }).click()
  await page.getByRole('menuitem', { name: 'Send refused events again' }).click()
  await list.getByText('The receiver refused 3 events').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Add a receiver' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Lake')
  await dialog.getByLabel('Kind').selectOption('objectStorage')
  await dialog.getByLabel(/^Bucket/).fill('acme-audit')
  await dialog.getByLabel('Access key id').fill('AKID')
  await dialog.getByLabel('Secret access key').fill('of a test')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.waitFor({ state: 'detached' })
  await list.getByText('Object storage (S3)').waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('on a narrow and dark screen too: the list, and the form of each kind', async () => {
  const { page, complaints, close } = await stub.open({ ...phone, colorScheme: 'dark' })
  await page.goto(`${stub.address}${settings}`)
  await page.getByText('was issued by an authority that is not trusted').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await page.getByRole('button', { name: 'Add a receiver' }).click()
  const dialog = page.getByRole('dialog')
  for (const kind of ['splunk', 'webhook', 'syslog', 'objectStorage']) {
    await dialog.getByLabel('Kind').selectOption(kind)
    expect(await lookByAxe(page)).toEqual([])
  }
  expect(complaints).toEqual([])
  await close()
})
