import type { RenderOptions } from '../renderer.ts'
import { widthOf, wrap } from './measure.ts'
import { createPainter } from './paint.ts'
import type { Paint, Painter } from './paint.ts'
import { symbolsFor } from './symbols.ts'
import type { Symbols } from './symbols.ts'

/** What every part of a terminal report is drawn with. */
export interface Page {
  readonly paint: Painter
  readonly symbols: Symbols
  /** Columns to use: wide terminals are not filled, because long lines are hard to read. */
  readonly width: number
  readonly all: boolean
}

const narrowest = 40
const widest = 110

export function createPage(options: RenderOptions): Page {
  return {
    paint: createPainter(options.color),
    symbols: symbolsFor(options.unicode),
    width: Math.min(widest, Math.max(narrowest, options.width)),
    all: options.all,
  }
}

/** A section's title with a line under it, and a blank line before. */
export function heading(page: Page, title: string, remark = ''): readonly string[] {
  const { paint, symbols } = page
  const text = `${paint.bold(title)}${remark === '' ? '' : `  ${paint.dim(remark)}`}`
  return ['', text, paint.dim(symbols.rule.repeat(page.width))]
}

/**
 * Text wrapped under a label: the first line starts with it, the others are indented by as much.
 * @param label may be painted
 */
export function labelled(
  page: Page,
  label: string,
  text: string,
  paint: Paint = (line) => line,
): readonly string[] {
  const indent = widthOf(label)
  const lines = wrap(text, page.width - indent)
  return lines.map((line, index) => `${index === 0 ? label : ' '.repeat(indent)}${paint(line)}`)
}

/** Short remarks, several on a line, each kept whole where it fits. */
export function itemized(page: Page, indent: string, items: readonly string[]): readonly string[] {
  const lines: string[] = []
  for (const item of items) {
    const longer = `${lines.at(-1) ?? ''} ${page.symbols.dot} ${item}`
    if (lines.length > 0 && widthOf(longer) + indent.length <= page.width) lines[lines.length - 1] = longer
    else lines.push(...wrap(item, page.width - indent.length))
  }
  return lines.map((line) => indent + line)
}

/** The first `limit` of a list, unless everything is wanted, and how many that leaves out. */
export function shorten<T>(
  page: Page,
  list: readonly T[],
  limit: number,
): readonly [shown: readonly T[], more: number] {
  const shown = page.all ? list : list.slice(0, limit)
  return [shown, list.length - shown.length]
}

/** `and 37 more (use --all, or --format jsonl)`. */
export const andMore = (page: Page, more: number, indent: string): readonly string[] =>
  more === 0
    ? []
    : [
        page.paint.dim(
          `${indent}${page.symbols.ellipsis} and ${more.toLocaleString('en-US')} more (use --all, or --format jsonl)`,
        ),
      ]
