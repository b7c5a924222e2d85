// Package migrations contains the database schema as numbered SQL files, once for each database
// that Dibs supports. Both folders have the same numbers and create the same tables.
package migrations

import "embed"

// Postgres contains the files in "postgres", for Postgres 15 and later.
//
//go:embed postgres/*.sql
var Postgres embed.FS

// SQLite contains the files in "sqlite", for SQLite 3.45 and later.
//
//go:embed sqlite/*.sql
var SQLite embed.FS
