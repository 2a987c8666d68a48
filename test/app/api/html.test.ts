import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { document, html, pagePolicy } from '../../../app/api/setup/html.ts'

test('the policy of a page lets through the one style that is in it, to the character', () => {
  const [, style] = /<style>([^]*?)<\/style>/.exec(document('Title', html`<p>Text</p>`)) ?? []
  const hash = createHash('sha256')
    .update(style ?? '')
    .digest('base64')
  expect(pagePolicy("'none'")).toContain(`style-src 'sha256-${hash}'`)
})
