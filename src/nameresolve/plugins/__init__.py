"""The library inside other libraries, one module each; none is imported until you name it.

    import nameresolve.plugins.pandas              # df["name"].nr.resolve()
    import nameresolve.plugins.polars              # pl.col("name").nr.resolve()
    from nameresolve.plugins import duckdb         # duckdb.register(connection)
    from nameresolve.plugins import sklearn        # sklearn.NameResolver()
    from nameresolve.plugins import splink         # splink.NameComparison("name")
    from nameresolve.plugins import spark          # spark.resolve(df, "name")
    from nameresolve.plugins import scorer         # scorer.Scorer(kind="person")
    from nameresolve.plugins import ftm            # ftm.annotate(entities)
    nlp.add_pipe("nameresolve")                    # spaCy finds it by its entry point

A plug-in adds no behavior: it asks for the distinct values and puts the answers back.
"""
