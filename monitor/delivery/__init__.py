"""The edge by which notices leave: mail, web hooks, other services; and the file that names them.

What is sent was decided and frozen before; here it is only carried, and what came of it is told.
"""
