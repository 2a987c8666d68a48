/** One cell of a notebook, as nbformat 4 writes it. */
export type Cell = Readonly<Record<string, unknown>>

/** A text as nbformat writes it: a list of lines with their ends. */
export const lines = (text: string): readonly string[] => text.split(/(?<=\n)/)

export const codeCell = (source: string, outputs: readonly Cell[] = []): Cell => ({
  cell_type: 'code',
  execution_count: 1,
  metadata: {},
  outputs,
  source: lines(source),
})
export const stream = (text: string): Cell => ({ name: 'stdout', output_type: 'stream', text: lines(text) })
export const shown = (kind: string, text: string): Cell => ({
  data: { [kind]: lines(text) },
  metadata: {},
  output_type: 'display_data',
})
export const failed = (traceback: readonly string[]): Cell => ({
  ename: 'ValueError',
  evalue: 'x',
  output_type: 'error',
  traceback,
})

/** @param indent as nbformat writes it; Colab writes another, and some tools none */
export const notebookOf = (cells: readonly Cell[], indent = 1): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, indent)
