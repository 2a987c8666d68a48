import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = path.join(import.meta.dirname, '../..')

/** Where `app/api/console-files.ts` looks for what is built. */
export const consoleFolder = path.join(root, 'dist-console')

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: consoleFolder,
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy lets nothing in that is written into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Pages say it themselves, by a test of what the first load takes.
    chunkSizeWarningLimit: 1000,
  },
})
