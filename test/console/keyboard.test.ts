import { expect, test, vi } from 'vitest'
import { createSequence } from '../../app/console/keyboard/sequences.ts'
import { actOf } from '../../app/console/parts/list/list-keys.ts'

const shortcuts = ['g r', 'g a', 'r', '?'].map((keys) => ({ keys, does: keys, run: vi.fn<() => void>() }))

function pressed(keys: readonly (readonly [string, number])[]): readonly (string | undefined)[] {
  let time = 0
  const press = createSequence(() => time)
  return keys.map(([key, wait]) => {
    time += wait
    return press(key, shortcuts)?.keys
  })
}

test('two keys after each other are one shortcut', () => {
  expect(
    pressed([
      ['g', 0],
      ['a', 500],
    ]),
  ).toEqual([undefined, 'g a'])
})

test('the second key is not waited for longer than people pause', () => {
  expect(
    pressed([
      ['g', 0],
      ['a', 5000],
    ]),
  ).toEqual([undefined, undefined])
})

test('what follows the first of two keys never counts alone', () => {
  expect(
    pressed([
      ['g', 0],
      ['?', 10],
      ['?', 10],
    ]),
  ).toEqual([undefined, undefined, '?'])
})

test('a key that begins nothing and ends nothing does nothing', () => {
  expect(
    pressed([
      ['z', 0],
      ['?', 10],
    ]),
  ).toEqual([undefined, '?'])
})

test('after a shortcut the next key begins anew', () => {
  expect(
    pressed([
      ['g', 0],
      ['r', 10],
      ['r', 10],
    ]),
  ).toEqual([undefined, 'g r', 'r'])
})

test('keys of lists move within them and never beyond', () => {
  const moves = [actOf('j', 0, 3), actOf('j', 2, 3), actOf('k', 0, 3), actOf('End', 0, 3)]
  expect(moves).toEqual([1, 2, 0, 2].map((to) => ({ kind: 'move', to })))
})

test('other keys are the browser’s', () => {
  expect([actOf('Tab', 0, 3), actOf('a', 0, 3)]).toEqual([undefined, undefined])
})
