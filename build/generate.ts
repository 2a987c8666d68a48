// Writes every generated file anew; tests hold them equal to what this writes. `npm run generate`.
import { writeFileSync } from 'node:fs'
import { readmeFile, readmeWithTables } from './action-tables.ts'
import { apiDescription, apiDescriptionFile } from './api-description.ts'
import { appManifestFile, appManifestText } from './app-manifest.ts'
import { consoleTypes, consoleTypesFile } from './console-types.ts'
import { configurationPage, configurationPageFile } from './configuration-page.ts'
import { githubDescription, githubDescriptionFile, openApiFolder } from './github-description.ts'
import { generateKernel, kernelFile } from './kernel.ts'
import { metricsPage, metricsPageFile } from './metrics-page.ts'
import { notificationsPage, notificationsPageFile } from './notifications-page.ts'
import { permissionsPage, permissionsPageFile } from './permissions-page.ts'
import { plansPage, plansPageFile } from './plans-page.ts'
import { organizationFindingsPage, organizationFindingsPageFile } from './organization-findings-page.ts'
import { policyFiles } from './policy-files.ts'
import { ruleLedger, ruleLedgerFile } from './rule-ledger.ts'
import { signOnPage, signOnPageFile } from './sign-on-page.ts'
import { rulesPage, rulesPageFile } from './rules-page.ts'
import { siemPage, siemPageFile } from './siem-page.ts'

writeFileSync(kernelFile, await generateKernel())
for (const [file, content] of policyFiles()) writeFileSync(file, content)
writeFileSync(apiDescriptionFile, await apiDescription())
writeFileSync(consoleTypesFile, await consoleTypes())
writeFileSync(readmeFile, readmeWithTables())
writeFileSync(ruleLedgerFile, ruleLedger())
writeFileSync(rulesPageFile, rulesPage())
writeFileSync(configurationPageFile, configurationPage())
writeFileSync(appManifestFile, appManifestText())
writeFileSync(permissionsPageFile, permissionsPage())
writeFileSync(plansPageFile, plansPage())
writeFileSync(notificationsPageFile, notificationsPage())
writeFileSync(metricsPageFile, metricsPage())
writeFileSync(organizationFindingsPageFile, organizationFindingsPage())
writeFileSync(siemPageFile, siemPage())
writeFileSync(signOnPageFile, signOnPage())
const description = githubDescription(openApiFolder)
if (description !== undefined) writeFileSync(githubDescriptionFile, description)
