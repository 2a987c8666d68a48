import { expect, test } from 'vitest'
import { style } from '../../report/html/style.ts'

/** The colours of `:root` in one part of the style sheet. */
function colorsAfter(marker: string, base: Readonly<Record<string, string>> = {}): Record<string, string> {
  const block = /:root\s*\{([^}]*)\}/.exec(style.slice(style.indexOf(marker)))?.[1] ?? ''
  const own = [...block.matchAll(/--([a-z]+):\s*(#[0-9a-f]+)/g)].map(([, name, color]) => [
    name ?? '',
    color ?? '',
  ])
  return { ...base, ...Object.fromEntries(own) }
}

const light = colorsAfter(':root')
const themes = {
  light,
  dark: colorsAfter('@media screen and (prefers-color-scheme: dark)', light),
  print: colorsAfter('@media print', light),
}

/** WCAG 2.2: relative luminance, 0 to 1. */
function luminance(color: string): number {
  const hex = color.length === 4 ? color.replaceAll(/[0-9a-f]/g, '$&$&') : color
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one = '', other = ''): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right)
  return (bright + 0.05) / (dark + 0.05)
}

const texts = [
  ['ink', ['page', 'card', 'code', 'badback', 'goodback', 'unsureback']],
  ['quiet', ['page', 'card', 'badback', 'goodback', 'unsureback']],
  ['link', ['page', 'card']],
  ['bad', ['card', 'badback']],
  ['good', ['card', 'goodback']],
  ['unsure', ['card', 'unsureback']],
] as const

test.each(Object.entries(themes))('every text can be read on what lies behind it: %s', (_name, colors) => {
  const poor = texts.flatMap(([text, backs]) =>
    backs.filter((back) => !(contrast(colors[text], colors[back]) > 4.5)).map((back) => `${text} on ${back}`),
  )
  expect(poor).toEqual([])
})

test.each(Object.entries(themes))('every part of a bar stands out from the card: %s', (_name, colors) => {
  const severities = ['critical', 'high', 'medium', 'low', 'info']
  expect(severities.filter((severity) => !(contrast(colors[severity], colors['card']) > 3))).toEqual([])
})
