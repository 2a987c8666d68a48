import { expect, test } from 'vitest'
import { squeezed, wordsOf } from '../../../scanner/engine/name.ts'

test.each([
  ['DB_PASSWORD2', 'db password 2'],
  ['dbPassword', 'db password'],
  ['DBPassword', 'db password'],
  ['spring.datasource.password', 'spring datasource password'],
  ['client-secret', 'client secret'],
  ['APIKey', 'api key'],
  ['$env:', 'env'],
  ['__', ''],
])('the words of %s', (name, words) => {
  expect(wordsOf(name)).toBe(words)
})

test('a name without what joins its words', () => {
  expect(squeezed('Db_Pass.Word-$X y')).toBe('dbpasswordxy')
})
