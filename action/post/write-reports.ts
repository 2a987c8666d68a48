import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { renderJson } from '../../report/json.ts'
import type { Report } from '../../report/report.ts'
import { renderSarif } from '../../report/sarif.ts'
import type { Inputs } from '../inputs.ts'

/** Where the files are; empty where one was not asked for. */
export interface ReportFiles {
  readonly sarif: string
  readonly json: string
}

/**
 * Writes what later steps may want to read.
 * @param folder the job's own, which is gone when it ends
 */
export function writeReports(
  { workspace, folder }: { readonly workspace: string; readonly folder: string },
  inputs: Pick<Inputs, 'sarif-file'>,
  report: Report,
): ReportFiles {
  const json = join(folder, 'gatehouse-report.json')
  writeFileSync(json, renderJson(report))
  if (inputs['sarif-file'] === '') return { sarif: '', json }
  const sarif = resolve(workspace, inputs['sarif-file'])
  writeFileSync(sarif, renderSarif(report))
  return { sarif, json }
}
