// oxlint-disable-next-line no-unassigned-import -- a stylesheet
import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueries, shared } from './queries.ts'
import { createConsoleRouter } from './routes.ts'

const queries = createQueries()
const router = createConsoleRouter()
// Every page asks for these: they come while its script does.
void queries.prefetchQuery(shared.me)
void queries.prefetchQuery(shared.organizations)

createRoot(document.querySelector('#console')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
