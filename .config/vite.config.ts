import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig({
  plugins: [
    tailwindcss(),
    remix({
      ignoredRouteFiles: ['**/*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: true,
        v3_routeConfig: true,
      },
    }),
  ],
  // Found only while pages are opened otherwise, and then the page under one's hands reloads. The development server looks at route
  // files before their server parts are taken out, which is why names are here that no browser ever gets.
  optimizeDeps: {
    include: [
      'lucide-react',
      '@conform-to/react',
      '@simplewebauthn/browser',
      'luxon',
      'kysely',
      'zod',
      'pg-boss',
    ],
  },
  build: { target: 'es2022', sourcemap: false },
})
