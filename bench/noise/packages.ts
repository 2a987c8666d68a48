/** A published package: what the registry calls it, and the digest that says it is the same one. */
export interface PinnedPackage {
  /** `name@version`. */
  readonly spec: string
  /** As the registry and lock files write it. */
  readonly integrity: string
}

/**
 * Twenty well-known packages: servers, front ends, databases, clouds, build tools; old and new, written and generated. Changing
 * one means looking at what is found in it and writing that down in reviewed.ts.
 */
export const packages: readonly PinnedPackage[] = [
  {
    spec: 'express@5.3.0',
    integrity:
      'sha512-qCqy1xSoaugxOD4IVHb1ZWdkvCF2W3aE2okKouWj8VwJ+ztskSiXoBnCSJqfKT+cVPJhuJqe9YLbY425+Zh00g==',
  },
  {
    spec: 'lodash@4.18.1',
    integrity:
      'sha512-dMInicTPVE8d1e5otfwmmjlxkZoUpiVLwyeTdUsi/Caj/gfzzblBcCE5sRHV/AsjuCmxWrte2TNGSYuCeCq+0Q==',
  },
  {
    spec: 'react-dom@19.3.1',
    integrity:
      'sha512-Y0bARz53lhEC1NMCASs0/j+faB/zqt3R8hpvg1e8+61ZVJ4UL0UdC4cBbXfZMcIuhrfgeILTLe+ZeBCavQPtKQ==',
  },
  {
    spec: 'vue@3.5.45',
    integrity:
      'sha512-3cvsib8m9c0vB24+MDKsgcW4+Da4xaBl9Z/5Tbm2pmSIsRPxcil4cdXjXlVsmJ2g64XJo5h+IRd7rsdGT9pZaw==',
  },
  {
    spec: 'axios@1.21.1',
    integrity:
      'sha512-6eI5Q/Y4u/Um9dDlsRoq5pY2rxnUTv+L4PpLitnbk/i4jb3MxLZ5CsN5Ih3IysbeRYK4pR+P7qfMsOQl9fwwFQ==',
  },
  {
    spec: 'webpack@5.112.2',
    integrity:
      'sha512-B2tp1LI9D8GVpPDqprdt12ukTkXXahj9MzqSWJq4faSPgOUM7CdZaGAB6HrL/8E6UwbBpdj4vzWDbKoFnVoU6g==',
  },
  {
    spec: 'typescript@7.0.2',
    integrity:
      'sha512-8FYau96o3NKOhbjKi/qNvG/W5jhzxkbdm5sj9AbZ/5T5sWqn3hJgLfGx27sRKZWTvyzCP8dLRBTf5tBTSRVUNA==',
  },
  {
    spec: 'eslint@10.15.0',
    integrity:
      'sha512-+5Wg4p+ze3sG1WErYgUO/3H1IQIfFBymVUA0Fo/XTeBOLS6UQIUekpSJ8sdRkn7O7wjh84b55w/roqavH2aScg==',
  },
  {
    spec: 'next@16.4.6',
    integrity:
      'sha512-QZJiYhaZLJMo2KpkQGQIwvmd79WVsAWeYIU554a8d7zArS3si/IRy3lBNV/rtYhE70oLwdLYhPAXLPx8HwcwtA==',
  },
  {
    spec: '@angular/core@22.2.6',
    integrity:
      'sha512-atESNSPsM0dBXU88aDtByBP4W/wb8USbhL16lsePyxBvAWtM1Xn7QBB489QTmHpY6VCXHnqMhXWcrZsDpoIBsw==',
  },
  {
    spec: 'aws-sdk@2.1693.0',
    integrity:
      'sha512-cJmb8xEnVLT+R6fBS5sn/EFJiX7tUnDaPtOPZ1vFbOJtd0fnZn/Ky2XGgsvvoeliWeH7mL3TWSX5zXXGSQV6gQ==',
  },
  {
    spec: 'firebase@13.2.0',
    integrity:
      'sha512-29ye5F+viPTv48mcljy84ZnwnrYmTTIULrWf3P113SfeTB/USIUZTs8gREreN5PmndQdKs3D06KQUPJIrFeTGw==',
  },
  {
    spec: 'mongoose@9.12.1',
    integrity:
      'sha512-wPw1NKurTDShT+kr/JJvhdwPKIJkxFJv5GEbv++QahN8snPR9Fp/BFg6nQbbCyUHBB8DexwwlCQW6SfBD99QCg==',
  },
  {
    spec: 'sequelize@6.37.8',
    integrity:
      'sha512-HJ0IQFqcTsTiqbEgiuioYFMSD00TP6Cz7zoTti+zVVBwVe9fEhev9cH6WnM3XU31+ABS356durAb99ZuOthnKw==',
  },
  {
    spec: 'jsonwebtoken@9.0.3',
    integrity:
      'sha512-MT/xP0CrubFRNLNKvxJ2BYfy53Zkm++5bX9dtuPbqAeQpTVe0MQTFhao8+Cp//EmJp244xt6Drw/GVEGCUj40g==',
  },
  {
    spec: 'stripe@23.1.0',
    integrity:
      'sha512-fVUfMSfTPoukfoV//MUKAx2+YxyKmYaYtnAL9VkfnHfaPNQylFdWZMD+zgUFerI8rjbaiER8Vzj2XEUQ2AhAsQ==',
  },
  {
    spec: 'socket.io@4.8.4',
    integrity:
      'sha512-9ZV9zg8vN8hO3Y25DhR7nUkJ1VDnBhq5O/JrXhFT9s6+F0gqytSASTHVfCFc2mJXaTfARroErplXlzFWwETZqQ==',
  },
  {
    spec: 'bootstrap@5.3.9',
    integrity:
      'sha512-20cU0rcfw8WdxtVbmfU+xT2EjvVTw9Ror/h1Qvd7DXCujRg8OO9mdBCsmTHdJFf3BuadmBNJtgIuUXsBqSkk/w==',
  },
  {
    spec: 'three@0.187.0',
    integrity:
      'sha512-Qiu7R+Cmh8CstZsY1uJOSWnVlfo7ZtNLV7mF8Jltk3LB3AtDu9cRZlcnRKkAk8Y4z6KKw35z7Y7Urd7jWY8etA==',
  },
  {
    spec: 'passport@0.7.0',
    integrity:
      'sha512-cPLl+qZpSc+ireUvt+IzqbED1cHHkDoVYMo30jbJIdOOjQ1MQYZBPiNvmi8UM6lJuOpTPXJGZQk0DtC4y61MYQ==',
  },
]
