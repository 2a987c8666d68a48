import type { Severity } from '../../scanner/engine/rule.ts'

export type Paint = (text: string) => string

/** What colours mean here. Only the sixteen colours every terminal theme defines, so that they fit light and dark. */
export interface Painter {
  readonly bold: Paint
  readonly dim: Paint
  readonly good: Paint
  readonly bad: Paint
  readonly unsure: Paint
  readonly advice: Paint
  readonly place: Paint
  readonly severity: Readonly<Record<Severity, Paint>>
}

/** @param color false: every function returns its text as it is */
export function createPainter(color: boolean): Painter {
  const sgr = (on: string, off: string): Paint =>
    color ? (text) => (text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`) : (text) => text
  return {
    bold: sgr('1', '22'),
    dim: sgr('2', '22'),
    good: sgr('32', '39'),
    bad: sgr('31', '39'),
    unsure: sgr('33', '39'),
    advice: sgr('34', '39'),
    place: sgr('36', '39'),
    severity: {
      critical: sgr('1;31', '22;39'),
      high: sgr('31', '39'),
      medium: sgr('33', '39'),
      low: sgr('34', '39'),
      info: sgr('2', '22'),
    },
  }
}
