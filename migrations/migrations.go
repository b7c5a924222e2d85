// Package migrations holds the tables as numbered SQL files, once for each database that Dibs
// runs on. Both folders always have the same numbers and make the same tables.
package migrations

import "embed"

// Postgres holds the files of folder "postgres", for Postgres 15 and later.
//
//go:embed postgres/*.sql
var Postgres embed.FS

// SQLite holds the files of folder "sqlite", for SQLite 3.45 and later.
//
//go:embed sqlite/*.sql
var SQLite embed.FS
