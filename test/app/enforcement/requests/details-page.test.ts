import { expect, test } from 'vitest'
import type { MadeRecord } from '../../../../app/enforcement/leaving/made-thing.ts'
import type { KnownRepository } from '../../../../app/enforcement/records.ts'
import { detailsPage } from '../../../../app/enforcement/requests/details-page.ts'

const made = (details: object, removedAt: Date | null = null): MadeRecord =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- what is read of it
  ({ reference: '3', details: { title: 'x', digest: 'y', ...details }, removedAt }) as unknown as MadeRecord

const pageWith = (...all: readonly MadeRecord[]): Promise<string> =>
  detailsPage(
    { made: async () => all },
    {
      host: 'acme.ghe.com',
      login: 'acme',
      // oxlint-disable-next-line no-unsafe-type-assertion -- what is read of it
      repository: { id: '17', name: 'shop' } as unknown as KnownRepository,
    },
  )

test('the link goes to what owners are told, where that is open, and else to the repository', async () => {
  const repository = 'https://acme.ghe.com/acme/shop'
  expect(await pageWith()).toBe(repository)
  expect(await pageWith(made({ purpose: 'owner-notice', isOpen: true }))).toBe(`${repository}/issues/3`)
  for (const none of [
    made({ purpose: 'owner-notice', isOpen: false }),
    made({ purpose: 'owner-notice', isOpen: true }, new Date(0)),
    made({ purpose: 'manual-steps', isOpen: true }),
  ])
    expect(await pageWith(none)).toBe(repository)
})
